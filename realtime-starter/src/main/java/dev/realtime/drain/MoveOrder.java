package dev.realtime.drain;

/**
 * Which connections of a node move first.
 */
public enum MoveOrder {

	/**
	 * Those that have nothing important to lose; among them the longest connected. So
	 * what matters most is moved when the way has been shown to be free.
	 */
	LOWEST_PRIORITY_FIRST,

	/** The longest connected; of equal age those with nothing important to lose. */
	OLDEST_FIRST

}
