package dev.realtime.slow;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import static org.awaitility.Awaitility.await;

/**
 * Time that passes while others do what they do.
 */
final class Pass {

	/** A machine may be busy. */
	private static final Duration SLACK = Duration.ofSeconds(20);

	private Pass() {
	}

	/** Waits until so much time has passed. */
	static void time(Duration time) {
		until(time, () -> false);
	}

	/**
	 * Waits until something is true, and no longer than the most; answers how long that
	 * took.
	 */
	static Duration until(Duration most, BooleanSupplier condition) {
		long since = System.nanoTime();
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.atMost(most.plus(SLACK))
			.until(() -> condition.getAsBoolean() || System.nanoTime() - since >= most.toNanos());
		return Duration.ofNanos(System.nanoTime() - since);
	}

}
