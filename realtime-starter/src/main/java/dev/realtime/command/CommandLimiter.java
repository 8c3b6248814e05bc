package dev.realtime.command;

/**
 * How often one client may ask: a bucket that fills steadily and holds enough for the
 * burst with which a client comes back after a lost connection. Belongs to one loop.
 */
final class CommandLimiter {

	private static final long NANOS_PER_SECOND = 1_000_000_000;

	private final int perSecond;

	private final long capacityNanos;

	/** When the bucket was, or will be, empty, in time worth of commands. */
	private long emptyAtNanos;

	CommandLimiter(int perSecond, int burst, long nowNanos) {
		this.perSecond = perSecond;
		this.capacityNanos = burst * NANOS_PER_SECOND / perSecond;
		this.emptyAtNanos = nowNanos - this.capacityNanos;
	}

	boolean tryAcquire(long nowNanos) {
		long oldest = nowNanos - this.capacityNanos;
		if (this.emptyAtNanos < oldest) {
			this.emptyAtNanos = oldest;
		}
		if (this.emptyAtNanos + NANOS_PER_SECOND / this.perSecond > nowNanos) {
			return false;
		}
		this.emptyAtNanos += NANOS_PER_SECOND / this.perSecond;
		return true;
	}

}
