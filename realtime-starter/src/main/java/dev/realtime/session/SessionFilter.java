package dev.realtime.session;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * Which connections are looked for: those that are all of what is given.
 *
 * @param user who stands behind them
 * @param client which, then there is one at most
 * @param address with which their remote addresses begin
 * @param channel to which they have subscribed
 */
public record SessionFilter(@Nullable UserId user, @Nullable ClientId client, @Nullable String address,
		@Nullable ChannelName channel) {

	/** All there are. */
	public static final SessionFilter ALL = new SessionFilter(null, null, null, null);

	/** Whether a session is one of them; on its loop. */
	boolean takes(ClientSession session) {
		return (this.user == null || this.user.equals(session.identity().user()))
				&& (this.client == null || this.client.equals(session.id()))
				&& (this.address == null || session.remoteAddress().startsWith(this.address))
				&& (this.channel == null || session.subscriptions().holds(this.channel));
	}

}
