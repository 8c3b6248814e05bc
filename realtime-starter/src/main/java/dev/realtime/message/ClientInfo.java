package dev.realtime.message;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What other clients may know about a client: in presence, in join and leave messages and
 * as the author of a publication.
 *
 * @param user who stands behind the connection
 * @param client the connection
 * @param connectionInfo what the authenticator attached to the connection
 * @param channelInfo what the authorizer attached to the subscription
 */
public record ClientInfo(UserId user, ClientId client, @Nullable Payload connectionInfo,
		@Nullable Payload channelInfo) {

	/**
	 * Checks the info.
	 */
	public ClientInfo {
		Objects.requireNonNull(user, "user");
		Objects.requireNonNull(client, "client");
	}

}
