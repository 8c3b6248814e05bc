package dev.realtime.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.realtime.cluster.BusAnswers;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.NodeBus;
import dev.realtime.message.NodeId;

/**
 * One kind of question on the bus, with its version as {@code v} and the rest as
 * {@code it}. Members that are not known are ignored, numbers, truths and lists that are
 * not said are 0, false and empty; what is of another version is counted and counts as
 * not answered. Thread-safe; no method blocks.
 *
 * @param <Q> kind of question
 * @param <A> kind of answer
 */
final class Topic<Q, A> {

	private static final Logger logger = LoggerFactory.getLogger(Topic.class);

	private static final int VERSION = 1;

	/** Reads what nodes of the versions before and after this one say as well. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.withConfigOverride(List.class, (list) -> list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
		.build();

	/** So answers a node what it does not understand. */
	private static final byte[] NOT_UNDERSTOOD = new byte[0];

	private final NodeBus bus;

	private final String name;

	private final Class<Q> question;

	private final Class<A> answer;

	private final InspectionStats stats;

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param name of the topic
	 * @param question kind of question
	 * @param answer kind of answer
	 * @param stats counts what is of another version
	 * @param handler answers for this node, on any thread, without blocking
	 */
	Topic(NodeBus bus, String name, Class<Q> question, Class<A> answer, InspectionStats stats,
			Function<Q, CompletionStage<A>> handler) {
		this.bus = bus;
		this.name = name;
		this.question = question;
		this.answer = answer;
		this.stats = stats;
		bus.handle(name, (bytes) -> {
			Q asked = read(bytes, this.question);
			return (asked != null) ? handler.apply(asked).thenApply(Topic::write)
					: CompletableFuture.completedFuture(NOT_UNDERSTOOD);
		});
	}

	/** Asks all nodes that are alive. */
	CompletionStage<Answers<A>> askAll(Q asked) {
		return this.bus.askAll(this.name, write(asked)).thenApply(this::understood);
	}

	/** Asks some nodes. */
	CompletionStage<Answers<A>> ask(Q asked, Set<NodeId> nodes) {
		return this.bus.ask(this.name, write(asked), nodes).thenApply(this::understood);
	}

	/** Asks some nodes, or all that are alive if none are named. */
	CompletionStage<Answers<A>> askThese(Q asked, @Nullable Set<NodeId> nodes) {
		return (nodes != null) ? ask(asked, nodes) : askAll(asked);
	}

	private Answers<A> understood(BusAnswers heard) {
		Map<NodeId, A> answers = new HashMap<>();
		Map<NodeId, Missing> missing = new HashMap<>(heard.missing());
		heard.answers().forEach((node, bytes) -> {
			A read = read(bytes, this.answer);
			if (read != null) {
				answers.put(node, read);
			}
			else {
				missing.put(node, Missing.FAILED);
			}
		});
		return new Answers<>(answers, missing);
	}

	private static byte[] write(Object it) {
		ObjectNode json = JSON.createObjectNode();
		json.put("v", VERSION);
		json.set("it", JSON.valueToTree(it));
		return JSON.writeValueAsBytes(json);
	}

	private <T> @Nullable T read(byte[] bytes, Class<T> type) {
		try {
			JsonNode json = JSON.readTree(bytes);
			if (json.path("v").asInt(0) == VERSION) {
				return JSON.treeToValue(json.required("it"), type);
			}
		}
		catch (JacksonException | IllegalArgumentException ex) {
			logger.debug("A message about '{}' cannot be read", this.name, ex);
		}
		this.stats.notUnderstoodOne();
		logger.debug("A message about '{}' was not understood: it is of another version", this.name);
		return null;
	}

}
