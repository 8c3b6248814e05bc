package dev.realtime.overload;

import java.util.Objects;

/**
 * The node is served by another tier from now on.
 *
 * @param from the tier so far
 * @param to the tier from now on, another one
 * @param cause why, in words, such as "loop lag 131 ms is over 100 ms"
 */
public record TierChange(Tier from, Tier to, String cause) {

	/**
	 * Checks the change.
	 * @throws IllegalArgumentException if it is none
	 */
	public TierChange {
		Objects.requireNonNull(cause, "cause");
		if (from == to) {
			throw new IllegalArgumentException("From " + from + " to " + to + " is no change");
		}
	}

	/**
	 * Whether the node serves less from now on.
	 * @return whether it is a step up
	 */
	public boolean isUp() {
		return this.to.isAtLeast(this.from);
	}

}
