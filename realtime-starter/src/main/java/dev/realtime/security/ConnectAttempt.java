package dev.realtime.security;

import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;

/**
 * What is known of a client that wants to connect.
 *
 * @param principal the user the container authenticated at the handshake, or nothing
 * @param token the credential in the connect command, or nothing
 * @param data what the client sent with the connect command, or nothing
 * @param clientName name of the client library
 * @param clientVersion version of the client library
 * @param headers emulated headers, as trustworthy as their sender
 * @param remoteAddress where the connection comes from, as the container sees it
 */
public record ConnectAttempt(@Nullable Principal principal, @Nullable String token, @Nullable Payload data,
		String clientName, String clientVersion, Map<String, String> headers, String remoteAddress) {

	/** Copies the headers. */
	public ConnectAttempt {
		// Not Map.copyOf: it is quadratic for keys a client chose to collide.
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

	/** Says where it comes from, never the token. */
	@Override
	public String toString() {
		return "ConnectAttempt[" + this.clientName + " " + this.clientVersion + " from " + this.remoteAddress + "]";
	}

}
