package dev.realtime.testing;

/**
 * How fast a client reads: a budget of bytes that grows with time. Belongs to one thread.
 */
final class ReadingPace {

	private static final long FREELY = Long.MAX_VALUE;

	private static final double NANOS = 1e9;

	private final long bytesPerSecond;

	private double budget;

	private long filledAt;

	private ReadingPace(long bytesPerSecond, long nowNanos) {
		this.bytesPerSecond = bytesPerSecond;
		this.filledAt = nowNanos;
	}

	static ReadingPace freely() {
		return new ReadingPace(FREELY, 0);
	}

	/** Nothing is read at 0 bytes. */
	static ReadingPace of(long bytesPerSecond, long nowNanos) {
		return new ReadingPace(bytesPerSecond, nowNanos);
	}

	boolean isFree() {
		return this.bytesPerSecond == FREELY;
	}

	/**
	 * How many bytes may be read now. What was not read for want of data is not saved for
	 * later, but for a tenth of a second.
	 */
	int allowed(long nowNanos) {
		if (isFree()) {
			return Integer.MAX_VALUE;
		}
		double most = Math.max(1, this.bytesPerSecond / 10.0);
		this.budget = Math.min(most, this.budget + (nowNanos - this.filledAt) / NANOS * this.bytesPerSecond);
		this.filledAt = nowNanos;
		return (int) this.budget;
	}

	void used(int bytes) {
		this.budget -= bytes;
	}

}
