package dev.realtime.control;

/**
 * How long a message takes through Redis, where there is one.
 */
@FunctionalInterface
public interface RedisLag {

	/** There is no Redis. */
	RedisLag NONE = () -> 0;

	/**
	 * Measures.
	 * @return nanoseconds, of the last probe of the slowest server
	 */
	long nanos();

}
