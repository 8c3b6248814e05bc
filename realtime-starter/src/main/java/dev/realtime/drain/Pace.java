package dev.realtime.drain;

import java.util.concurrent.TimeUnit;

/**
 * How many connections may be closed by now at a given rate. Fractions are carried over,
 * in whole numbers, so that nothing is lost however often it is asked; time that was
 * skipped is not made up for.
 */
final class Pace {

	/** Of a tick that comes later than this only so much counts: no burst after it. */
	private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final long MILLIS_PER_UNIT = 1000;

	/** A connection, in thousandths of connections a second times nanoseconds. */
	private static final long ONE = MILLIS_PER_UNIT * TimeUnit.SECONDS.toNanos(1);

	/** A million connections a second: beyond any node, and far from an overflow. */
	private static final long HIGHEST = 1_000_000 * MILLIS_PER_UNIT;

	private long lastNanos;

	private long credit;

	/** Begins, with nothing owed. */
	void start(long nowNanos) {
		this.lastNanos = nowNanos;
		this.credit = 0;
	}

	/** Lets time pass without a right to close anything. */
	void skip(long nowNanos) {
		this.lastNanos = nowNanos;
	}

	/** Returns how many have come due since it was asked last. */
	int take(long nowNanos, double ratePerSecond) {
		long elapsed = Math.max(0, Math.min(MOST_NANOS, nowNanos - this.lastNanos));
		this.lastNanos = nowNanos;
		this.credit += elapsed * Math.min(HIGHEST, Math.round(ratePerSecond * MILLIS_PER_UNIT));
		int due = (int) (this.credit / ONE);
		this.credit %= ONE;
		return due;
	}

}
