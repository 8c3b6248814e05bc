package dev.realtime.channel;

/**
 * What clients may do in a channel besides subscribing, if nobody forbids it.
 *
 * @param publish whether they may publish
 * @param history whether they may read history
 * @param presence whether it is known who is subscribed, and they may ask
 * @param joinLeave whether subscribers that ask for it are told who comes and goes
 */
public record ClientRights(boolean publish, boolean history, boolean presence, boolean joinLeave) {

	/** They may subscribe, and nothing else. */
	public static final ClientRights NONE = new ClientRights(false, false, false, false);

	/** They may do everything. */
	public static final ClientRights ALL = new ClientRights(true, true, true, true);

}
