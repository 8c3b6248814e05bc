package dev.realtime.admission;

import java.util.Objects;

/**
 * How many connections a user may have.
 *
 * @param maxConnections the most on all nodes together, 0 for any number
 * @param whenFull what happens to one too many
 */
public record UserLimitSettings(int maxConnections, WhenUserFull whenFull) {

	/** What a node uses when nothing is configured. */
	public static final UserLimitSettings NONE = new UserLimitSettings(0, WhenUserFull.REPLACE);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the number is negative
	 */
	public UserLimitSettings {
		Objects.requireNonNull(whenFull, "whenFull");
		if (maxConnections < 0) {
			throw new IllegalArgumentException("A user may have at most " + maxConnections
					+ " connections; it must be at least 0, for any number");
		}
	}

	/**
	 * Whether there is a limit.
	 * @return whether users are counted at all
	 */
	public boolean isLimited() {
		return this.maxConnections > 0;
	}

}
