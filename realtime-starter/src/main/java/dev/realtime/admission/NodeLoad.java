package dev.realtime.admission;

/**
 * What a node says of itself when a client wants in.
 */
public enum NodeLoad {

	/** It can take more clients. */
	OPEN,

	/**
	 * It fills up, and keeps the rest of its room free: a newcomer is refused, or takes
	 * the place of another.
	 */
	FULL,

	/** It has trouble with the clients it has: newcomers are refused in any case. */
	OVERLOADED

}
