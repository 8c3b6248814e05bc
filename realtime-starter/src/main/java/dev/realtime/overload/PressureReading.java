package dev.realtime.overload;

import java.time.Duration;

/**
 * What the sensors say at one moment. What is not known is zero, and causes nothing.
 *
 * @param loopLag how long work waits for its loop, on the slowest loop
 * @param lagHeapFraction bytes kept for clients that lag, as a fraction of the heap
 * @param liveHeapFraction what was in use after the last garbage collection, as a
 * fraction of the heap
 * @param redisLag how long a message takes through Redis
 * @param tailBudgetFraction how much of the memory for tails is in use
 */
public record PressureReading(Duration loopLag, double lagHeapFraction, double liveHeapFraction, Duration redisLag,
		double tailBudgetFraction) {

	/** Nothing is known, or nothing is the matter. */
	public static final PressureReading CALM = new PressureReading(Duration.ZERO, 0, 0, Duration.ZERO, 0);

	/**
	 * Checks the reading.
	 * @throws IllegalArgumentException if a figure is negative or no number
	 */
	public PressureReading {
		check("loopLag", loopLag.toNanos());
		check("lagHeapFraction", lagHeapFraction);
		check("liveHeapFraction", liveHeapFraction);
		check("redisLag", redisLag.toNanos());
		check("tailBudgetFraction", tailBudgetFraction);
	}

	private static void check(String name, double value) {
		if (!(value >= 0)) {
			throw new IllegalArgumentException(
					name + " is " + value + "; it must be a number of at least 0: use 0 if it is not known");
		}
	}

	/** The same, with a loop lag that is no spike. */
	PressureReading withLoopLagOfAtMost(Duration most) {
		return (this.loopLag.compareTo(most) <= 0) ? this : new PressureReading(most, this.lagHeapFraction,
				this.liveHeapFraction, this.redisLag, this.tailBudgetFraction);
	}

}
