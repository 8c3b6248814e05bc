package dev.realtime.cluster.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswer;
import dev.realtime.cluster.BusAnswers;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.BusHandlers;
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

	private final BusHandlers handlers = new BusHandlers();

	private final Map<Long, CompletableFuture<BusAnswer>> pending = new ConcurrentHashMap<>();

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
		this.handlers.add(topic, handler);
	}

	@Override
	public CompletionStage<BusAnswers> askAll(String topic, byte[] request) {
		return ask(topic, request, this.nodes.alive());
	}

	@Override
	public CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> asked) {
		NodeBus.legalTopic(topic);
		Map<NodeId, CompletableFuture<BusAnswer>> answers = new HashMap<>();
		for (NodeId node : asked) {
			answers.put(node, node.equals(this.nodes.self()) ? askSelf(topic, request) : ask(topic, request, node));
		}
		return BusAnswer.collect(answers);
	}

	private CompletableFuture<BusAnswer> askSelf(String topic, byte[] request) {
		return this.handlers.answer(topic, request)
			.completeOnTimeout(BusAnswer.missing(Missing.SILENT), DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private CompletableFuture<BusAnswer> ask(String topic, byte[] request, NodeId node) {
		long id = this.lastId.incrementAndGet();
		CompletableFuture<BusAnswer> answer = new CompletableFuture<>();
		this.pending.put(id, answer);
		send(node.incarnation(), new BusMessage(Kind.QUESTION, id, this.nodes.self().incarnation(), topic, request))
			.whenComplete((heard, failure) -> {
				if (failure != null) {
					logger.debug("Node {} cannot be asked about '{}'", node, topic, failure);
				}
				if (heard == null || heard == 0) {
					answer.complete(BusAnswer.missing((failure != null) ? Missing.SILENT : Missing.GONE));
				}
			});
		return answer.completeOnTimeout(BusAnswer.missing(Missing.SILENT), DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((done, failure) -> this.pending.remove(id));
	}

	private CompletionStage<Long> send(String incarnation, BusMessage message) {
		return this.redis.publish(slot(incarnation), channel(incarnation), message.write());
	}

	private int slot(String incarnation) {
		return this.redis.keys().slotOf(this.redis.keys().shardOf(incarnation));
	}

	private String channel(String incarnation) {
		return this.redis.keys().name(this.redis.keys().shardOf(incarnation), "n", incarnation);
	}

	private void heard(BusMessage message) {
		if (message.kind() == Kind.QUESTION) {
			this.handlers.answer(message.topic(), message.body()).thenAccept((answer) -> reply(message, answer));
			return;
		}
		CompletableFuture<BusAnswer> asked = this.pending.get(message.id());
		// What nobody waits for any more came after its deadline.
		if (asked != null) {
			asked.complete(switch (message.kind()) {
				case FAILED -> BusAnswer.missing(Missing.FAILED);
				case UNHANDLED -> BusAnswer.missing(Missing.UNHANDLED);
				default -> BusAnswer.of(message.body());
			});
		}
	}

	private void reply(BusMessage question, BusAnswer answer) {
		byte[] bytes = answer.bytes();
		Kind kind = (bytes != null) ? Kind.ANSWER
				: (answer.missing() == Missing.UNHANDLED) ? Kind.UNHANDLED : Kind.FAILED;
		byte[] body = (bytes != null) ? bytes : new byte[0];
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

}
