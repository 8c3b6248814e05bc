package dev.realtime.security;

import dev.realtime.protocol.CloseReason;

/**
 * Thrown by an authenticator to close the connection with a reason of its choice, such as
 * {@link CloseReason#INVALID_TOKEN}. Has no stack trace: it is an answer, not a fault.
 */
public final class ConnectRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient CloseReason closeReason;

	/**
	 * Refuses.
	 * @param closeReason what the client is told
	 */
	public ConnectRefusedException(CloseReason closeReason) {
		super(closeReason.code() + " " + closeReason.reason(), null, false, false);
		this.closeReason = closeReason;
	}

	/**
	 * Returns what the client is told.
	 * @return code and words
	 */
	public CloseReason closeReason() {
		return this.closeReason;
	}

}
