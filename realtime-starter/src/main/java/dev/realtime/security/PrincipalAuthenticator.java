package dev.realtime.security;

import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.CommandRejectedException;
import dev.realtime.protocol.ErrorCode;

/**
 * The default: the user the container authenticated at the handshake, or nobody if that
 * is allowed.
 */
public final class PrincipalAuthenticator implements ClientAuthenticator {

	private final boolean anonymousAllowed;

	/**
	 * Makes one.
	 * @param anonymousAllowed whether a client without a user may connect
	 */
	public PrincipalAuthenticator(boolean anonymousAllowed) {
		this.anonymousAllowed = anonymousAllowed;
	}

	@Override
	public CompletionStage<Identity> authenticate(ConnectAttempt attempt) {
		Principal principal = attempt.principal();
		if (principal != null) {
			return CompletableFuture.completedFuture(Identity.of(principal));
		}
		if (this.anonymousAllowed) {
			return CompletableFuture.completedFuture(Identity.ANONYMOUS);
		}
		return CompletableFuture.failedFuture(new CommandRejectedException(
				ErrorCode.UNAUTHORIZED.because("log in first, or set realtime.allow-anonymous=true")));
	}

}
