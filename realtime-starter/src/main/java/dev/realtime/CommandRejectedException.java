package dev.realtime;

import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;

/**
 * Thrown by application code to answer a command with an error of its choice; any other
 * exception becomes error 100 without a word of its message. Has no stack trace: it is an
 * answer, not a fault.
 */
public final class CommandRejectedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ProtocolError error;

	/**
	 * Rejects with a code of the application's own.
	 * @param code 400 to 1999
	 * @param message plain reason, shown to the client
	 */
	public CommandRejectedException(int code, String message) {
		this(applicationError(code, message));
	}

	/**
	 * Rejects with an error of the catalogue.
	 * @param error the error
	 */
	public CommandRejectedException(ErrorCode error) {
		this(error.error());
	}

	/**
	 * Rejects with an error.
	 * @param error the error
	 */
	public CommandRejectedException(ProtocolError error) {
		super(error.code() + " " + error.message(), null, false, false);
		this.error = error;
	}

	/**
	 * Returns the answer.
	 * @return the error
	 */
	public ProtocolError error() {
		return this.error;
	}

	private static ProtocolError applicationError(int code, String message) {
		if (code < ProtocolError.LOWEST_APPLICATION_CODE) {
			throw new IllegalArgumentException("Error codes below " + ProtocolError.LOWEST_APPLICATION_CODE
					+ " belong to the protocol, got " + code + ": use ErrorCode or a code from "
					+ ProtocolError.LOWEST_APPLICATION_CODE + " to " + ProtocolError.HIGHEST_CODE);
		}
		return new ProtocolError(code, message, false);
	}

}
