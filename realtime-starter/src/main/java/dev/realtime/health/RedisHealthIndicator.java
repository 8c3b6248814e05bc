package dev.realtime.health;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisHealth;

/**
 * Up while every Redis server that is needed is connected both ways and answers probes,
 * and has everything that this node owns.
 */
public final class RedisHealthIndicator extends AbstractHealthIndicator {

	private final Redis redis;

	private final BooleanSupplier owning;

	private final LongSupplier behind;

	/**
	 * Makes an indicator.
	 * @param redis what is looked at
	 * @param owning whether this node holds its lease
	 * @param behind how many entries of this node Redis has lost or refused
	 */
	public RedisHealthIndicator(Redis redis, BooleanSupplier owning, LongSupplier behind) {
		super("The health of realtime's Redis cannot be told");
		this.redis = redis;
		this.owning = owning;
		this.behind = behind;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		RedisHealth health = this.redis.health();
		builder.withDetail("broker", "redis")
			.withDetail("subscribers", Map.of("expected", this.redis.stats().expectedSubscribers(), "actual",
					this.redis.stats().actualSubscribers()));
		if (!health.up()) {
			builder.down().withDetail("trouble", health.trouble());
			return;
		}
		builder.withDetail("lag", health.lag());
		long behindNow = this.behind.getAsLong();
		if (!this.owning.getAsBoolean()) {
			builder.down().withDetail("trouble", "this node does not hold its lease");
		}
		else if (behindNow > 0) {
			builder.down()
				.withDetail("trouble", behindNow + " entries of clients and presence are being registered again");
		}
		else {
			builder.up();
		}
	}

}
