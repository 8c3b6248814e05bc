package dev.realtime.drain;

/**
 * Where a node is between serving and being empty.
 */
public enum DrainPhase {

	/** It serves. */
	ACTIVE,

	/**
	 * Balancers are told to send nobody any more; who comes all the same is served, and
	 * who is there stays.
	 */
	CORDONED,

	/**
	 * It is going to drain and waits until balancers have noticed. Handshakes are still
	 * accepted: a client that is sent here has nowhere else to go yet.
	 */
	WAITING,

	/** Connections are closed, a few at a time, and handshakes are refused with 503. */
	DRAINING,

	/** No connection is left; handshakes are refused with 503. */
	DRAINED,

	/** It serves again, and waits until balancers have noticed. */
	RESUMING;

	/**
	 * Whether handshakes are answered with 503, so that a balancer sends them on.
	 * @return false for all who may still be sent clients
	 */
	public boolean refusesHandshakes() {
		return this == DRAINING || this == DRAINED;
	}

	/**
	 * Whether the node is on its way out: it gets no new clients that could go elsewhere.
	 * @return whether others must take what it has or would get
	 */
	public boolean isLeaving() {
		return this != ACTIVE && this != RESUMING;
	}

}
