package dev.realtime.session;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * What a transport knows of a client before its first command.
 *
 * @param principal the user the container authenticated, or nothing
 * @param remoteAddress where the connection comes from
 * @param transport name of the transport, for metrics and logs
 */
public record Handshake(@Nullable Principal principal, String remoteAddress, String transport) {

}
