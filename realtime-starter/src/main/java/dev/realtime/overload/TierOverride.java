package dev.realtime.overload;

import java.time.Duration;
import java.util.Objects;

/**
 * A tier that an operator has set. It always ends by itself.
 *
 * @param tier which
 * @param by who, 1 to 128 characters, none of them a control character
 * @param untilNanos when it ends, a time of the clock that readings are given
 */
public record TierOverride(Tier tier, String by, long untilNanos) {

	/** The longest an override may last: what is to last longer is a setting. */
	public static final Duration LONGEST = Duration.ofHours(24);

	private static final int LONGEST_NAME = 128;

	/**
	 * Checks the override.
	 * @throws IllegalArgumentException if nobody can be told by whom it is
	 */
	public TierOverride {
		Objects.requireNonNull(tier, "tier");
		checkName(by);
	}

	static TierOverride lasting(Tier tier, String by, Duration lasting, long nowNanos) {
		if (lasting.isNegative() || lasting.isZero() || lasting.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("The override to " + tier + " was to last " + lasting
					+ "; allowed is above 0 and at most " + Words.of(LONGEST) + ": an override always expires");
		}
		return new TierOverride(tier, by, nowNanos + lasting.toNanos());
	}

	static void checkName(String by) {
		// It ends up in a log line.
		if (by.isBlank() || by.length() > LONGEST_NAME || by.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("An override needs the name of who it is by: 1 to " + LONGEST_NAME
					+ " characters, none of them a control character; it has " + by.length());
		}
	}

	/**
	 * Returns how long it has to go.
	 * @param nowNanos now
	 * @return zero if it is over
	 */
	public Duration remaining(long nowNanos) {
		return Duration.ofNanos(Math.max(0, this.untilNanos - nowNanos));
	}

}
