package dev.realtime.cluster;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What stands in the order book.
 *
 * @param revision its revision, 0 if there is nothing
 * @param orders the orders, nothing if a node of another version has written them: they
 * must neither be taken for none nor be overwritten
 */
public record Standing(long revision, @Nullable NodeOrders orders) {

	/** There is nothing. */
	public static final Standing NOTHING = of(NodeOrders.NONE);

	/**
	 * Returns orders that stand there.
	 * @param orders the orders
	 * @return with their revision
	 */
	public static Standing of(NodeOrders orders) {
		return new Standing(orders.revision(), Objects.requireNonNull(orders, "orders"));
	}

	/**
	 * Returns orders nobody here can read.
	 * @param revision theirs
	 * @return without them
	 */
	public static Standing notUnderstood(long revision) {
		return new Standing(revision, null);
	}

}
