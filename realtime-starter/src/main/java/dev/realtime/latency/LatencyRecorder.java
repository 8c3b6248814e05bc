package dev.realtime.latency;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how long things take. Thread-safe, without a lock.
 */
public final class LatencyRecorder implements LatencyView {

	private final AtomicLongArray counts = new AtomicLongArray(LatencyHistogram.SIZE);

	private final LongAdder totalNanos = new LongAdder();

	/**
	 * Notes that something has taken so long.
	 * @param nanos nanoseconds; less than nothing counts as nothing
	 */
	public void record(long nanos) {
		record(nanos, 1);
	}

	/**
	 * Notes that several things have taken so long. Costs no more than for one.
	 * @param nanos nanoseconds each; less than nothing counts as nothing
	 * @param times how many, at least 1
	 */
	public void record(long nanos, long times) {
		this.counts.addAndGet(LatencyHistogram.bucketOf(nanos), times);
		this.totalNanos.add(Math.max(0, nanos) * times);
	}

	@Override
	public long totalNanos() {
		return this.totalNanos.sum();
	}

	@Override
	public LatencyHistogram snapshot() {
		long[] now = new long[LatencyHistogram.SIZE];
		for (int i = 0; i < now.length; i++) {
			now[i] = this.counts.get(i);
		}
		return LatencyHistogram.of(now);
	}

}
