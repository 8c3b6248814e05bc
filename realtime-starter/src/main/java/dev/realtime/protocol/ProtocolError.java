package dev.realtime.protocol;

import java.util.Objects;

/**
 * Why a command failed, as the client reads it.
 *
 * @param code 100 to 399 from {@link ErrorCode}, 400 to 1999 from the application
 * @param message plain reason for a person who reads a log, not empty
 * @param temporary whether the client may try the same again later
 */
public record ProtocolError(int code, String message, boolean temporary) {

	/** The lowest code an application may use. */
	public static final int LOWEST_APPLICATION_CODE = 400;

	/** The highest code an application may use. */
	public static final int HIGHEST_CODE = 1999;

	/**
	 * Checks the error.
	 * @throws IllegalArgumentException if the code is outside 100 to 1999 or the message
	 * is empty
	 */
	public ProtocolError {
		Objects.requireNonNull(message, "message");
		if (code < 100 || code > HIGHEST_CODE) {
			throw new IllegalArgumentException("An error code must be from 100 to " + HIGHEST_CODE + ", got " + code);
		}
		if (message.isEmpty()) {
			throw new IllegalArgumentException("The error " + code + " needs a message");
		}
	}

}
