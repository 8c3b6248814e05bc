package dev.realtime;

import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * A client has connected and was told so. Published as an application event on the
 * application executor; the events of one connection come in their order.
 *
 * @param client the connection
 * @param user who stands behind it
 */
public record ClientConnectedEvent(ClientId client, UserId user) {

}
