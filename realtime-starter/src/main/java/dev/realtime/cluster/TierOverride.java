package dev.realtime.cluster;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * That a node is in a tier because an operator says so, until it ends by itself.
 *
 * @param tier the name of the tier
 * @param untilMillis until when, in milliseconds since 1970 by the clock of the node that
 * reads it
 * @param by who has ordered it
 * @param atMillis when, in milliseconds since 1970
 */
public record TierOverride(String tier, long untilMillis, String by, long atMillis) {

	private static final Pattern TIER = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

	/**
	 * Checks the override.
	 * @throws IllegalArgumentException if the tier is no legal name or the override would
	 * end before it begins
	 */
	public TierOverride {
		checkTier(tier);
		Objects.requireNonNull(by, "by");
		if (untilMillis <= atMillis) {
			throw new IllegalArgumentException("An override of the tier of " + atMillis + " ends at " + untilMillis
					+ "; it must end after it was ordered");
		}
	}

	static void checkTier(String tier) {
		if (!TIER.matcher(tier).matches()) {
			throw new IllegalArgumentException(
					"A tier is called '" + tier + "'; allowed are 1 to 32 capital letters, digits and underscores");
		}
	}

	/**
	 * Whether it counts.
	 * @param nowMillis the time, by the clock of who asks
	 * @return until it ends
	 */
	public boolean isInForce(long nowMillis) {
		return nowMillis < this.untilMillis;
	}

}
