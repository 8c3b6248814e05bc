package dev.realtime.cluster.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeSummary;
import dev.realtime.cluster.Summaries;
import dev.realtime.cluster.SummaryBoard;
import dev.realtime.message.NodeId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.Script;
import dev.realtime.redis.lease.NodeLease;

/**
 * What nodes say of themselves in Redis: a hash with a field per incarnation, and a
 * sorted set of when each ends, by the clock of Redis.
 */
public final class RedisSummaryBoard implements SummaryBoard {

	/** What the contract promises. */
	private static final long DEADLINE_MILLIS = 1000;

	private static final Script SAY = Script.beside(RedisSummaryBoard.class, "say.lua");

	private static final Script READ = Script.beside(RedisSummaryBoard.class, "said.lua");

	private final Redis redis;

	private final String[] keys;

	private final byte[] lifeMillis;

	/**
	 * Opens the board.
	 * @param redis where it is
	 */
	public RedisSummaryBoard(Redis redis) {
		this(redis, NodeLease.LEASE);
	}

	/** With another life for tests. */
	RedisSummaryBoard(Redis redis, Duration life) {
		this.redis = redis;
		this.keys = new String[] { redis.keys().control("summaries"), redis.keys().control("summaries-end") };
		this.lifeMillis = RedisKeys.bytes(Long.toString(life.toMillis()));
	}

	@Override
	public CompletionStage<Void> publish(NodeSummary summary) {
		return say(summary.node(), summary.toBytes());
	}

	@Override
	public CompletionStage<Void> withdraw(NodeId node) {
		return say(node, new byte[0]);
	}

	private CompletionStage<Void> say(NodeId node, byte[] summary) {
		return eval(SAY, RedisKeys.bytes(node.incarnation()), this.lifeMillis, summary).thenAccept((done) -> {
		});
	}

	@Override
	public CompletionStage<Summaries> read() {
		return eval(READ).thenApply((said) -> {
			Map<NodeId, NodeSummary> nodes = new HashMap<>();
			int notUnderstood = 0;
			for (Object each : said) {
				NodeSummary summary = (each instanceof byte[] bytes) ? NodeSummary.read(bytes) : null;
				if (summary != null) {
					nodes.put(summary.node(), summary);
				}
				else {
					notUnderstood++;
				}
			}
			return new Summaries(nodes, notUnderstood);
		});
	}

	private CompletionStage<List<@Nullable Object>> eval(Script script, byte[]... arguments) {
		return this.redis.eval(this.redis.keys().controlSlot(), Repeat.SAFE, script, this.keys, arguments)
			.toCompletableFuture()
			.orTimeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
	}

}
