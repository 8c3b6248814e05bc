package dev.realtime.security;

/**
 * Decides what a client may do with a channel. An application replaces the default with a
 * bean of its own. Called on the application executor, so it may block; may be called by
 * many threads at once. An exception refuses: with its error if it is a
 * {@link dev.realtime.CommandRejectedException}, else with 100.
 */
@FunctionalInterface
public interface ChannelAuthorizer {

	/**
	 * Decides.
	 * @param access who wants what
	 * @return whether it may
	 */
	ChannelDecision authorize(ChannelAccess access);

}
