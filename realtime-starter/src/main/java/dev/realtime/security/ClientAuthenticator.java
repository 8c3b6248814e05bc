package dev.realtime.security;

import java.util.concurrent.CompletionStage;

/**
 * Finds out who stands behind a connection. An application replaces the default, which
 * takes the user the container authenticated at the handshake, with a bean of its own.
 * Called on the application executor, so it may block; may be called by many threads at
 * once. Commands that come behind the connect wait for the answer.
 */
@FunctionalInterface
public interface ClientAuthenticator {

	/**
	 * Authenticates.
	 * @param attempt what is known
	 * @return who it is, {@link Identity#ANONYMOUS} included; completes exceptionally
	 * with {@link dev.realtime.CommandRejectedException} to refuse with that error, with
	 * {@link ConnectRefusedException} to close, with anything else to refuse with 100
	 */
	CompletionStage<Identity> authenticate(ConnectAttempt attempt);

}
