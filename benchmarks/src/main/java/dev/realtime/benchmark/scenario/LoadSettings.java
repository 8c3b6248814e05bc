package dev.realtime.benchmark.scenario;

import java.time.Duration;

import dev.realtime.benchmark.client.Window;
import dev.realtime.benchmark.payload.StampedPayload;

/**
 * How much load, and for how long.
 *
 * @param connections how many subscribers
 * @param atOnce how many of them may be connecting at a time
 * @param loops event loops of the client
 * @param warmUp load at full speed before anything is counted
 * @param duration how long is counted
 * @param settle pause before idle connections are weighed
 * @param rate publications a second, for the paced scenario
 * @param inFlight publications on their way, for the saturated scenario
 * @param size of a payload in bytes
 */
public record LoadSettings(int connections, int atOnce, int loops, Duration warmUp, Duration duration, Duration settle,
		double rate, int inFlight, int size) {

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private static final int LARGEST = 60_000;

	/**
	 * Checks that the load is bounded.
	 * @throws IllegalArgumentException if a value is out of its range
	 */
	public LoadSettings {
		range("--connections", connections, 1, 100_000);
		range("--at-once", atOnce, 1, 4000);
		range("--loops", loops, 1, 64);
		range("--in-flight", inFlight, 1, Window.WIDEST);
		range("--size", size, StampedPayload.SMALLEST, LARGEST);
		longest("--warm-up", warmUp);
		longest("--duration", duration);
		longest("--settle", settle);
		if (duration.isZero()) {
			throw new IllegalArgumentException("--duration must be longer than nothing");
		}
		if (!(rate >= 0.1 && rate <= 100_000)) {
			throw new IllegalArgumentException("--rate " + rate + " is out of range: choose 0.1 to 100000 a second");
		}
	}

	private static void range(String option, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(
					option + " " + value + " is out of range: choose " + least + " to " + most);
		}
	}

	private static void longest(String option, Duration value) {
		if (value.isNegative() || value.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					option + " " + value.toMillis() + "ms is out of range: choose 0s to " + LONGEST.toSeconds() + "s");
		}
	}

}
