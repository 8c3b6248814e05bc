package dev.realtime.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswers.Missing;

/**
 * The topics a node answers, whatever carries the questions. Thread-safe.
 */
public final class BusHandlers {

	private static final Logger logger = LoggerFactory.getLogger(BusHandlers.class);

	private final Map<String, Function<byte[], CompletionStage<byte[]>>> handlers = new ConcurrentHashMap<>();

	/**
	 * Adds a handler, as {@link NodeBus#handle} says.
	 * @param topic what it answers
	 * @param handler answers
	 * @throws IllegalArgumentException if the topic is no legal one
	 * @throws IllegalStateException if the topic has a handler
	 */
	public void add(String topic, Function<byte[], CompletionStage<byte[]>> handler) {
		if (this.handlers.putIfAbsent(NodeBus.legalTopic(topic), handler) != null) {
			throw new IllegalStateException("The topic '" + topic + "' has a handler");
		}
	}

	/**
	 * Answers a question.
	 * @param topic about what
	 * @param request the question
	 * @return completes when the handler has answered or failed, never exceptionally
	 */
	public CompletableFuture<BusAnswer> answer(String topic, byte[] request) {
		Function<byte[], CompletionStage<byte[]>> handler = this.handlers.get(topic);
		CompletableFuture<BusAnswer> answer = new CompletableFuture<>();
		if (handler == null) {
			answer.complete(BusAnswer.missing(Missing.UNHANDLED));
			return answer;
		}
		handled(handler, request).whenComplete((bytes, failure) -> {
			if (bytes == null) {
				logger.warn("Answering a question about '{}' failed", topic, failure);
			}
			answer.complete((bytes != null) ? BusAnswer.of(bytes) : BusAnswer.missing(Missing.FAILED));
		});
		return answer;
	}

	private static CompletionStage<byte[]> handled(Function<byte[], CompletionStage<byte[]>> handler, byte[] request) {
		try {
			return Objects.requireNonNull(handler.apply(request), "The handler returned null instead of a stage");
		}
		catch (RuntimeException | Error ex) {
			// Whatever it is, the asker is owed an answer; it is logged with it.
			return CompletableFuture.failedFuture(ex);
		}
	}

}
