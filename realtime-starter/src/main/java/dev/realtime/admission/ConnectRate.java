package dev.realtime.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast clients may connect: a bucket that fills steadily, one place after the other,
 * and holds what may connect in one second. Thread-safe without a lock.
 */
final class ConnectRate {

	private static final long BURST_NANOS = 1_000_000_000;

	private final long placeNanos;

	/** When the bucket was, or will be, empty, in time worth of places. */
	private final AtomicLong emptyAtNanos;

	ConnectRate(int perSecond, long nowNanos) {
		this.placeNanos = BURST_NANOS / perSecond;
		this.emptyAtNanos = new AtomicLong(nowNanos - BURST_NANOS);
	}

	boolean tryTake(long nowNanos) {
		long oldest = nowNanos - BURST_NANOS;
		while (true) {
			long emptyAt = this.emptyAtNanos.get();
			long from = (emptyAt - oldest < 0) ? oldest : emptyAt;
			if (from + this.placeNanos - nowNanos > 0) {
				return false;
			}
			if (this.emptyAtNanos.compareAndSet(emptyAt, from + this.placeNanos)) {
				return true;
			}
		}
	}

}
