package dev.realtime;

import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * A client that had connected is gone. Published as an application event on the
 * application executor, as the last event of its connection.
 *
 * @param client the connection
 * @param user who stood behind it
 * @param code the close code: of the protocol's catalogue if the server ended it, as the
 * transport reported it otherwise
 * @param reason plain words
 */
public record ClientDisconnectedEvent(ClientId client, UserId user, int code, String reason) {

}
