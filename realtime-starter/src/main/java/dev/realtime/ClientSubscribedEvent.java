package dev.realtime;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * A client has subscribed to a channel and was told so. Published as an application event
 * on the application executor; the events of one connection come in their order.
 *
 * @param client the connection
 * @param user who stands behind it
 * @param channel the channel
 */
public record ClientSubscribedEvent(ClientId client, UserId user, ChannelName channel) {

}
