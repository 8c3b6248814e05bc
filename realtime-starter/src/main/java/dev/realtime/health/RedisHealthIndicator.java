package dev.realtime.health;

import java.util.Map;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisHealth;

/**
 * Up while every Redis server that is needed is connected both ways and answers probes.
 */
public final class RedisHealthIndicator extends AbstractHealthIndicator {

	private final Redis redis;

	/**
	 * Makes an indicator.
	 * @param redis what is looked at
	 */
	public RedisHealthIndicator(Redis redis) {
		super("The health of realtime's Redis cannot be told");
		this.redis = redis;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		RedisHealth health = this.redis.health();
		builder.withDetail("broker", "redis")
			.withDetail("subscribers", Map.of("expected", this.redis.stats().expectedSubscribers(), "actual",
					this.redis.stats().actualSubscribers()));
		if (health.up()) {
			builder.up().withDetail("lag", health.lag());
		}
		else {
			builder.down().withDetail("trouble", health.trouble());
		}
	}

}
