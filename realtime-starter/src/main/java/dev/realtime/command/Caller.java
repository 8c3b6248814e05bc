package dev.realtime.command;

import dev.realtime.message.ClientId;
import dev.realtime.security.Identity;

/**
 * The client on whose behalf application code runs.
 *
 * @param client the connection
 * @param identity who stands behind it
 */
public record Caller(ClientId client, Identity identity) {

}
