package dev.realtime.cluster;

import java.util.concurrent.CompletionStage;

/**
 * Where the orders of a cluster stand.
 *
 * <p>
 * The contract, which one test holds against every implementation:
 * <ul>
 * <li>Of several who write on the same revision at once, one succeeds; the others are
 * told what stands.
 * <li>Who has read what one has written, and reads again, never reads anything older,
 * unless the store has lost it: then it reads what is left, which may be nothing.
 * <li>A stage fails within a second if the store cannot be reached. What was to be
 * written may then stand all the same; writing the very same again answers that it does,
 * as long as nobody has written on it since.
 * <li>Orders of another version are neither read nor overwritten by mistake.
 * </ul>
 * Whoever acts on orders uses an {@link OrderWatch}, which knows that nothing is not an
 * order. Thread-safe; no method blocks; stages complete on any thread.
 */
public interface OrderBook {

	/**
	 * Reads what stands.
	 * @return the orders, {@link Standing#NOTHING} if there are none
	 */
	CompletionStage<Standing> read();

	/**
	 * Writes orders, if what stands is still what they were made from.
	 * @param expectedRevision the revision of what should stand, 0 for nothing
	 * @param next what to write, of a higher revision
	 * @return whether they were written, and what stands
	 * @throws IllegalArgumentException if the revision of the orders is not higher
	 */
	CompletionStage<OrderAnswer> compareAndSet(long expectedRevision, NodeOrders next);

	/**
	 * Checks that a revision follows another.
	 * @param expectedRevision the one
	 * @param next the other
	 * @throws IllegalArgumentException if it does not
	 */
	static void checkHigher(long expectedRevision, NodeOrders next) {
		if (next.revision() <= expectedRevision) {
			throw new IllegalArgumentException("Orders of revision " + next.revision()
					+ " cannot follow those of revision " + expectedRevision + ": they must have a higher one");
		}
	}

}
