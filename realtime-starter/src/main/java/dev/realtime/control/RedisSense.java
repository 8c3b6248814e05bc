package dev.realtime.control;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeReport.RedisState;

/**
 * How Redis is, where there is one. Thread-safe; neither method waits for it.
 */
public interface RedisSense {

	/** There is no Redis. */
	RedisSense NONE = new RedisSense() {

		@Override
		public long lagNanos() {
			return 0;
		}

		@Override
		public @Nullable RedisState state() {
			return null;
		}

	};

	/**
	 * Measures how long a message takes through it.
	 * @return nanoseconds, of the last probe of the slowest server
	 */
	long lagNanos();

	/**
	 * Returns all that is known of it.
	 * @return nothing if there is none
	 */
	@Nullable RedisState state();

}
