package dev.realtime.operator;

import dev.realtime.cluster.NodeOrders;

/**
 * What came of an order.
 */
public sealed interface OrderResult {

	/**
	 * It is written down; nodes obey within a second, or as soon as they can be reached.
	 *
	 * @param standing what is ordered now
	 * @param words what was done, a sentence without a full stop
	 */
	record Done(NodeOrders standing, String words) implements OrderResult {
	}

	/**
	 * Others were faster: nothing was written.
	 *
	 * @param standing what is ordered now; whoever still wants it says so with this
	 * revision
	 */
	record Conflict(NodeOrders standing) implements OrderResult {
	}

	/**
	 * It may not be done, or not now: nothing was written.
	 *
	 * @param reason of which kind
	 * @param words why and what helps, a sentence without a full stop
	 */
	record Refused(Reason reason, String words) implements OrderResult {
	}

	/** Why an order is refused. */
	enum Reason {

		/** It is for a node that is not there. */
		UNKNOWN_NODE,

		/** It makes no sense as it was given. */
		INVALID,

		/** Another operation runs. */
		BUSY,

		/** The other nodes have no room. */
		NO_ROOM,

		/** There is nothing to do. */
		NOTHING_TO_DO

	}

}
