package dev.realtime.security;

import java.security.Principal;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.message.UserId;

/**
 * Who stands behind a connection, as the authenticator found.
 *
 * @param user the application's name of the user
 * @param principal what the application's code sees as the caller, nothing if anonymous
 * @param info what other clients may know of the connection
 * @param expiresAt when the login ends, nothing for never
 */
public record Identity(UserId user, @Nullable Principal principal, @Nullable Payload info,
		@Nullable Instant expiresAt) {

	/** Nobody in particular. */
	public static final Identity ANONYMOUS = new Identity(UserId.ANONYMOUS, null, null, null);

	/**
	 * Checks the identity.
	 */
	public Identity {
		Objects.requireNonNull(user, "user");
	}

	/**
	 * Returns the identity of an authenticated user.
	 * @param principal the user
	 * @return the identity, named by the principal
	 */
	public static Identity of(Principal principal) {
		return new Identity(UserId.of(principal.getName()), principal, null, null);
	}

	/**
	 * Whether nobody in particular stands behind the connection.
	 * @return whether the user is anonymous
	 */
	public boolean isAnonymous() {
		return this.user.isAnonymous();
	}

}
