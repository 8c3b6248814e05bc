package dev.realtime.admission;

/**
 * Why a client is refused at the handshake.
 */
public enum RefusalReason {

	/** The node has as many connections as it may have. */
	FULL(5),

	/** The client's address has as many connections as it may have. */
	ADDRESS(10),

	/** Too many clients have connected within the last second. */
	RATE(1),

	/** The node has the tier REJECT, which it keeps for ten seconds at least. */
	OVERLOADED(10),

	/** The node is being emptied; another one takes the client. */
	DRAINING(1);

	private final int baseSeconds;

	RefusalReason(int baseSeconds) {
		this.baseSeconds = baseSeconds;
	}

	/** How soon it makes sense to come back. */
	int baseSeconds() {
		return this.baseSeconds;
	}

}
