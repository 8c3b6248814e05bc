package dev.realtime.cluster.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderAnswer;
import dev.realtime.cluster.OrderBook;
import dev.realtime.cluster.Standing;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.Script;

/**
 * The orders of a cluster in Redis, under one key: their revision, a blank, the orders.
 */
public final class RedisOrderBook implements OrderBook {

	/** What the contract promises. */
	private static final long DEADLINE_MILLIS = 1000;

	private static final int MOST_DIGITS = 18;

	private static final Script WRITE = Script.beside(RedisOrderBook.class, "orders.lua");

	private final Redis redis;

	private final String key;

	/**
	 * Opens the book.
	 * @param redis where it is
	 */
	public RedisOrderBook(Redis redis) {
		this.redis = redis;
		this.key = redis.keys().control("orders");
	}

	@Override
	public CompletionStage<Standing> read() {
		return this.redis.call(this.redis.keys().controlSlot(), Repeat.SAFE, (commands) -> commands.get(this.key))
			.thenApply(RedisOrderBook::standing)
			.toCompletableFuture()
			.orTimeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * May be repeated: what stands already is not written again, and counts as written.
	 */
	@Override
	public CompletionStage<OrderAnswer> compareAndSet(long expectedRevision, NodeOrders next) {
		OrderBook.checkHigher(expectedRevision, next);
		return this.redis
			.eval(this.redis.keys().controlSlot(), Repeat.SAFE, WRITE, new String[] { this.key },
					RedisKeys.bytes(Long.toString(expectedRevision)), text(next))
			.thenApply((answer) -> new OrderAnswer(Long.valueOf(1).equals(answer.get(0)),
					standing((answer.get(1) instanceof byte[] bytes) ? bytes : null)))
			.toCompletableFuture()
			.orTimeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private static byte[] text(NodeOrders orders) {
		byte[] revision = RedisKeys.bytes(orders.revision() + " ");
		byte[] json = orders.toBytes();
		byte[] text = Arrays.copyOf(revision, revision.length + json.length);
		System.arraycopy(json, 0, text, revision.length, json.length);
		return text;
	}

	private static Standing standing(byte @Nullable [] text) {
		if (text == null || text.length == 0) {
			return Standing.NOTHING;
		}
		int blank = 0;
		while (blank < text.length && blank < MOST_DIGITS && text[blank] >= '0' && text[blank] <= '9') {
			blank++;
		}
		if (blank == 0 || blank == text.length || text[blank] != ' ') {
			return Standing.notUnderstood(0);
		}
		long revision = Long.parseLong(new String(text, 0, blank, StandardCharsets.US_ASCII));
		NodeOrders orders = NodeOrders.read(Arrays.copyOfRange(text, blank + 1, text.length));
		return (orders != null && orders.revision() == revision) ? Standing.of(orders)
				: Standing.notUnderstood(revision);
	}

}
