package dev.realtime.cluster;

import java.util.Objects;

import dev.realtime.drain.DrainOrder;

/**
 * What one node is wanted to do.
 *
 * @param revision number of the order: that of the orders with which it was written first
 * @param desired what is wanted
 * @param by who has ordered it
 * @param atMillis when, in milliseconds since 1970
 */
public record NodeOrder(long revision, DrainOrder desired, String by, long atMillis) {

	/**
	 * Checks the order.
	 * @throws IllegalArgumentException if the number is not positive
	 */
	public NodeOrder {
		Objects.requireNonNull(desired, "desired");
		Objects.requireNonNull(by, "by");
		if (revision < 1) {
			throw new IllegalArgumentException("An order has number " + revision + "; it must be at least 1");
		}
	}

	NodeOrder withRevision(long newRevision) {
		return new NodeOrder(newRevision, this.desired, this.by, this.atMillis);
	}

}
