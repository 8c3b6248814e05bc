package dev.realtime.admission;

/**
 * What happens when a node that has all the connections it may have is asked for another.
 */
public enum WhenFull {

	/** The newcomer is refused, and told when to come back. */
	REJECT,

	/** The newcomer is let in, and the connection that has been idle longest closed. */
	EVICT_IDLE

}
