package dev.realtime.cluster.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswers;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.redis.BusMessage.Kind;
import dev.realtime.message.NodeId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.Subscription;

/**
 * A node's bus over Redis: each node listens to a channel of its incarnation. Redis says
 * how many have heard a question; a node that is not there is not waited for. Handlers
 * are called on the thread of a connection, for this node's own questions on the thread
 * that asks.
 */
public final class RedisNodeBus implements NodeBus, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RedisNodeBus.class);

	private final Redis redis;

	private final NodeDirectory nodes;

	private final Map<String, Function<byte[], CompletionStage<byte[]>>> handlers = new ConcurrentHashMap<>();

	private final Map<Long, CompletableFuture<Answer>> pending = new ConcurrentHashMap<>();

	private final AtomicLong lastId = new AtomicLong();

	private final LongAdder unreadable = new LongAdder();

	/**
	 * Makes the bus of a node, which begins to listen.
	 * @param redis carries messages
	 * @param nodes which nodes there are, and which is this one
	 */
	public RedisNodeBus(Redis redis, NodeDirectory nodes) {
		this.redis = redis;
		this.nodes = nodes;
		String own = nodes.self().incarnation();
		redis.listen(slot(own), channel(own), new Ear());
	}

	/** Listens no longer. */
	@Override
	public void close() {
		this.redis.unsubscribe(channel(this.nodes.self().incarnation()));
	}

	/**
	 * Returns how many messages of another version there were.
	 * @return number of messages, any thread
	 */
	public long unreadable() {
		return this.unreadable.sum();
	}

	@Override
	public void handle(String topic, Function<byte[], CompletionStage<byte[]>> handler) {
		if (this.handlers.putIfAbsent(NodeBus.legalTopic(topic), handler) != null) {
			throw new IllegalStateException("The topic '" + topic + "' has a handler");
		}
	}

	@Override
	public CompletionStage<BusAnswers> askAll(String topic, byte[] request) {
		return ask(topic, request, this.nodes.alive());
	}

	@Override
	public CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> asked) {
		NodeBus.legalTopic(topic);
		Map<NodeId, CompletableFuture<Answer>> answers = new HashMap<>();
		for (NodeId node : asked) {
			answers.put(node, node.equals(this.nodes.self()) ? askSelf(topic, request) : ask(topic, request, node));
		}
		return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
			.thenApply((done) -> collected(answers));
	}

	private CompletableFuture<Answer> askSelf(String topic, byte[] request) {
		return answer(topic, request).toCompletableFuture()
			.completeOnTimeout(Answer.missing(Missing.SILENT), DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private CompletableFuture<Answer> ask(String topic, byte[] request, NodeId node) {
		long id = this.lastId.incrementAndGet();
		CompletableFuture<Answer> answer = new CompletableFuture<>();
		this.pending.put(id, answer);
		send(node.incarnation(), new BusMessage(Kind.QUESTION, id, this.nodes.self().incarnation(), topic, request))
			.whenComplete((heard, failure) -> {
				if (failure != null) {
					logger.debug("Node {} cannot be asked about '{}'", node, topic, failure);
				}
				if (heard == null || heard == 0) {
					answer.complete(Answer.missing((failure != null) ? Missing.SILENT : Missing.GONE));
				}
			});
		return answer.completeOnTimeout(Answer.missing(Missing.SILENT), DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((done, failure) -> this.pending.remove(id));
	}

	private CompletionStage<Long> send(String incarnation, BusMessage message) {
		return this.redis.publish(slot(incarnation), channel(incarnation), message.write());
	}

	private CompletionStage<Answer> answer(String topic, byte[] request) {
		Function<byte[], CompletionStage<byte[]>> handler = this.handlers.get(topic);
		if (handler == null) {
			return CompletableFuture.completedFuture(Answer.missing(Missing.UNHANDLED));
		}
		return handled(handler, request).handle((bytes, failure) -> {
			if (bytes == null) {
				logger.warn("Answering a question about '{}' failed", topic, failure);
			}
			return (bytes != null) ? new Answer(bytes, null) : Answer.missing(Missing.FAILED);
		});
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

	private static BusAnswers collected(Map<NodeId, CompletableFuture<Answer>> answers) {
		Map<NodeId, byte[]> heard = new HashMap<>();
		Map<NodeId, Missing> missing = new HashMap<>();
		answers.forEach((node, future) -> {
			Answer answer = future.join();
			if (answer.bytes != null) {
				heard.put(node, answer.bytes);
			}
			else if (answer.missing != null) {
				missing.put(node, answer.missing);
			}
		});
		return new BusAnswers(heard, missing);
	}

	private int slot(String incarnation) {
		return this.redis.keys().slotOf(this.redis.keys().shardOf(incarnation));
	}

	private String channel(String incarnation) {
		return this.redis.keys().name(this.redis.keys().shardOf(incarnation), "n", incarnation);
	}

	private void heard(BusMessage message) {
		if (message.kind() == Kind.QUESTION) {
			answer(message.topic(), message.body()).thenAccept((answer) -> reply(message, answer));
			return;
		}
		CompletableFuture<Answer> asked = this.pending.get(message.id());
		// What nobody waits for any more came after its deadline.
		if (asked != null) {
			asked.complete(switch (message.kind()) {
				case FAILED -> Answer.missing(Missing.FAILED);
				case UNHANDLED -> Answer.missing(Missing.UNHANDLED);
				default -> new Answer(message.body(), null);
			});
		}
	}

	private void reply(BusMessage question, Answer answer) {
		Kind kind = (answer.bytes != null) ? Kind.ANSWER
				: (answer.missing == Missing.UNHANDLED) ? Kind.UNHANDLED : Kind.FAILED;
		byte[] body = (answer.bytes != null) ? answer.bytes : new byte[0];
		send(question.sender(), new BusMessage(kind, question.id(), this.nodes.self().incarnation(), "", body))
			.whenComplete((count, failure) -> {
				if (failure != null) {
					logger.debug("A question about '{}' was answered, and the answer did not go out", question.topic(),
							failure);
				}
			});
	}

	/** Hears what other nodes ask and answer. */
	private final class Ear implements Subscription {

		@Override
		public void message(byte[] bytes) {
			BusMessage message = BusMessage.read(bytes);
			if (message != null) {
				heard(message);
			}
			else {
				RedisNodeBus.this.unreadable.increment();
			}
		}

		@Override
		public void interrupted() {
			// What was asked meanwhile, nobody heard; the asker was told so.
		}

	}

	/** One of the two. */
	private record Answer(byte @Nullable [] bytes, @Nullable Missing missing) {

		static Answer missing(Missing reason) {
			return new Answer(null, reason);
		}

	}

}
