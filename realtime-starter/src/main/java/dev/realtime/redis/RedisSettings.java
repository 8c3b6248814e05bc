package dev.realtime.redis;

import java.time.Duration;

/**
 * How Redis is used.
 *
 * @param clusterName first part of every key, so that two applications may share a Redis
 * @param shards how many hash tags channels are spread over; the same on every node, for
 * ever
 * @param commandTimeout how long an answer may take
 * @param probeInterval how often each connection is probed
 */
public record RedisSettings(String clusterName, int shards, Duration commandTimeout, Duration probeInterval) {

	/** A cluster called {@code default}, over 64 shards. */
	public static final RedisSettings DEFAULTS = new RedisSettings("default", 64, Duration.ofSeconds(2),
			Duration.ofSeconds(5));

	/** More tags than this would not be spread evenly over the slots of a cluster. */
	private static final int MOST_SHARDS = 1024;

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the number of shards is out of range
	 */
	public RedisSettings {
		if (shards < 1 || shards > MOST_SHARDS) {
			throw new IllegalArgumentException(
					"realtime.redis.shards is " + shards + "; allowed is 1 to " + MOST_SHARDS);
		}
	}

}
