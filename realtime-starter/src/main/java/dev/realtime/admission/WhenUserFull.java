package dev.realtime.admission;

/**
 * What happens when a user who has all the connections it may have opens another.
 */
public enum WhenUserFull {

	/** The newest stay: the oldest are closed for good. */
	REPLACE,

	/** The oldest stay: the newcomer is closed and may try again. */
	REFUSE

}
