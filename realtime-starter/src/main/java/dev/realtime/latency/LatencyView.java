package dev.realtime.latency;

/**
 * What a recorder has noted, for those who only read it. Thread-safe.
 */
public interface LatencyView {

	/**
	 * Returns what has been noted since it was made. What came in the last minute is the
	 * difference of two.
	 * @return does not change any more
	 */
	LatencyHistogram snapshot();

	/**
	 * Returns how long everything took together that has been noted since it was made.
	 * @return nanoseconds
	 */
	long totalNanos();

}
