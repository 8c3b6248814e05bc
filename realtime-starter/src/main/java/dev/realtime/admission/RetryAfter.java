package dev.realtime.admission;

import java.util.function.DoubleSupplier;

/**
 * When a refused client may come back: so that of all that were refused lately not many
 * come back in the same second. The more there were, the further they are spread.
 */
final class RetryAfter {

	static final int LEAST_SECONDS = 1;

	static final int MOST_SECONDS = 120;

	/** Also few clients do not come back together. */
	private static final int LEAST_SPREAD_SECONDS = 4;

	private final int comebacksPerSecond;

	private final DoubleSupplier random;

	/**
	 * Makes a source of seconds.
	 * @param comebacksPerSecond how many may come back in the same second
	 * @param random from 0 inclusive to 1 exclusive
	 */
	RetryAfter(int comebacksPerSecond, DoubleSupplier random) {
		this.comebacksPerSecond = comebacksPerSecond;
		this.random = random;
	}

	/** From 1 to 120. */
	int seconds(RefusalReason reason, long refusedRecently) {
		int base = reason.baseSeconds();
		long spread = Math.max(LEAST_SPREAD_SECONDS, refusedRecently / this.comebacksPerSecond);
		// Each whole second of the spread is as likely as the others, also the last.
		long choices = Math.min(spread, MOST_SECONDS - base) + 1;
		return base + (int) (this.random.getAsDouble() * choices);
	}

}
