package dev.realtime.channel;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;

/**
 * How a subscription is, for those who look after its connection.
 *
 * @param channel to which channel
 * @param position what was handed over last, without an epoch in a channel that keeps no
 * history
 * @param lane in which it is served while it lags
 * @param lagBytes about how much it would have to be handed to be current
 * @param behind whether there is something it could be handed now
 * @param heldBack whether the channel holds something back from all its subscribers: for
 * the end of a window, or until the node sheds no more
 * @param waiting whether it waits for its reply, or for what is read from history
 */
public record SubscriptionFacts(ChannelName channel, StreamPosition position, Priority lane, long lagBytes,
		boolean behind, boolean heldBack, boolean waiting) {

}
