package dev.realtime.latency;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts how long things take. Thread-safe, without a lock.
 */
public final class LatencyRecorder {

	private final AtomicLongArray counts = new AtomicLongArray(LatencyHistogram.SIZE);

	/**
	 * Notes that something has taken so long.
	 * @param nanos nanoseconds; less than nothing counts as nothing
	 */
	public void record(long nanos) {
		this.counts.incrementAndGet(LatencyHistogram.bucketOf(nanos));
	}

	/**
	 * Returns what has been noted since it was made. What came in the last minute is the
	 * difference of two.
	 * @return does not change any more
	 */
	public LatencyHistogram snapshot() {
		long[] now = new long[LatencyHistogram.SIZE];
		for (int i = 0; i < now.length; i++) {
			now[i] = this.counts.get(i);
		}
		return LatencyHistogram.of(now);
	}

}
