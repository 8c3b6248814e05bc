package dev.realtime.channel;

/**
 * What a client gets that was away, or fell behind.
 */
public enum RecoveryMode {

	/** Nothing: it goes on with what is published from now on. */
	NONE,

	/** The newest publication, which says all there is to know. */
	CACHE,

	/**
	 * Every publication it missed, in order, or the plain word that this is impossible.
	 */
	STREAM

}
