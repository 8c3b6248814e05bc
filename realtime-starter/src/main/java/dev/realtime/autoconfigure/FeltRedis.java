package dev.realtime.autoconfigure;

import java.time.Duration;

import dev.realtime.cluster.NodeReport.RedisState;
import dev.realtime.control.RedisSense;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisHealth;
import dev.realtime.redis.RedisStats;

/**
 * What the connections to Redis know of themselves, for those who must not know of Redis.
 */
final class FeltRedis implements RedisSense {

	private final Redis redis;

	FeltRedis(Redis redis) {
		this.redis = redis;
	}

	@Override
	public long lagNanos() {
		return this.redis.stats().lagNanos();
	}

	@Override
	public RedisState state() {
		RedisHealth health = this.redis.health();
		RedisStats stats = this.redis.stats();
		return new RedisState(health.up(), health.trouble(), Duration.ofNanos(stats.lagNanos()),
				stats.expectedSubscribers(), stats.actualSubscribers());
	}

}
