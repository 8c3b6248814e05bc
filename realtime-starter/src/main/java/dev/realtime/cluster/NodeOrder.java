package dev.realtime.cluster;

import java.util.Objects;

import dev.realtime.drain.DrainOrder;

/**
 * What one node is wanted to do.
 *
 * @param number tells which of two orders is younger, also when a store has lost one of
 * them: when it was given, in milliseconds since 1970, or just above the youngest there
 * was, if the clocks of nodes disagree
 * @param desired what is wanted
 * @param by who has ordered it
 */
public record NodeOrder(long number, DrainOrder desired, String by) {

	/**
	 * Checks the order.
	 * @throws IllegalArgumentException if the number is not positive
	 */
	public NodeOrder {
		Objects.requireNonNull(desired, "desired");
		Objects.requireNonNull(by, "by");
		if (number < 1) {
			throw new IllegalArgumentException("An order has number " + number + "; it must be at least 1");
		}
	}

}
