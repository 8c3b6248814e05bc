package dev.realtime.channel;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How publications of a channel are handed over.
 *
 * @param delta whether subscribers that ask for it are given differences
 * @param conflate whether a subscriber that is behind is given the newest and none of
 * those before it
 * @param throttle the time in which subscribers are served once, or nothing for at once
 * @param throttleAlways whether that holds at any time, not only while the node is
 * throttling
 * @param overflow what becomes of a subscription that is too far behind
 */
public record Shaping(boolean delta, boolean conflate, @Nullable Duration throttle, boolean throttleAlways,
		Overflow overflow) {

	private static final Duration LEAST = Duration.ofMillis(100);

	private static final Duration MOST = Duration.ofMinutes(1);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the window is out of range, or absent where it
	 * is to hold at any time
	 */
	public Shaping {
		Objects.requireNonNull(overflow, "overflow");
		if (throttle != null && (throttle.compareTo(LEAST) < 0 || throttle.compareTo(MOST) > 0)) {
			throw new IllegalArgumentException("throttle is " + throttle.toMillis() + " ms; allowed is "
					+ LEAST.toMillis() + " ms to " + MOST.toSeconds() + " s: leave it out to serve at once");
		}
		if (throttle == null && throttleAlways) {
			throw new IllegalArgumentException(
					"throttle-always is set, but throttle is not: say how often subscribers are served, such as 2s");
		}
	}

	/**
	 * Returns what a channel has when nothing is said.
	 * @param recovery what its clients are promised
	 * @return whole publications, all of them, at once
	 */
	public static Shaping plain(RecoveryMode recovery) {
		return new Shaping(false, false, null, false, Overflow.of(recovery));
	}

}
