package dev.realtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.broker.redis.RedisBrokerStats;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisStats;

/**
 * Meters of Redis as this node sees it, and of the broker on it. Thread-safe.
 */
public final class RedisMeters implements MeterBinder {

	private final Redis redis;

	private final RedisBrokerStats broker;

	/**
	 * Makes the meters.
	 * @param redis the connections
	 * @param broker what the broker has done
	 */
	public RedisMeters(Redis redis, RedisBrokerStats broker) {
		this.redis = redis;
		this.broker = broker;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		RedisStats stats = this.redis.stats();
		Meters.REDIS_UP.register(registry, this.redis, (connections) -> connections.health().up() ? 1 : 0);
		Meters.REDIS_LAG.register(registry, stats, RedisStats::lagNanos);
		Meters.REDIS_CLOCK_OFFSET.register(registry, this.redis, Redis::clockAheadNanos);
		Meters.REDIS_SUBSCRIBERS_EXPECTED.register(registry, stats, RedisStats::expectedSubscribers);
		Meters.REDIS_SUBSCRIBERS_ACTUAL.register(registry, stats, RedisStats::actualSubscribers);
		Meters.REDIS_RECONNECTS.register(registry, stats, RedisStats::reconnects);
		Meters.REDIS_PROBES_MISSED.register(registry, stats, RedisStats::missedProbes);
		Meters.REDIS_REDIRECTS.register(registry, stats, RedisStats::redirects);
		Meters.BROKER_PUBLISHED.register(registry, this.broker, RedisBrokerStats::published);
		Meters.BROKER_FAILED.register(registry, this.broker, RedisBrokerStats::failed);
		Meters.BROKER_CALLS.register(registry, this.broker, RedisBrokerStats::calls);
		Meters.BROKER_UNREADABLE.register(registry, this.broker, RedisBrokerStats::unreadable);
		Meters.BROKER_FORKS.register(registry, this.broker, RedisBrokerStats::forks);
	}

}
