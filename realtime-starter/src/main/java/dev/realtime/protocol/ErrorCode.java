package dev.realtime.protocol;

/**
 * The catalogue of reasons why a command may fail. Client libraries decide by code and
 * {@code temporary} whether to try again.
 */
public enum ErrorCode {

	/** Something broke on the server, or a wait ended by its deadline; try again. */
	INTERNAL(100, "internal server error", true),

	/** The command needs an authenticated user. */
	UNAUTHORIZED(101, "unauthorized", false),

	/** No rule matches the channel, or its name is not legal. */
	UNKNOWN_CHANNEL(102, "unknown channel", false),

	/** The user may not do this. */
	PERMISSION_DENIED(103, "permission denied", false),

	/** The application has no such method. */
	METHOD_NOT_FOUND(104, "method not found", false),

	/** The connection has this subscription. */
	ALREADY_SUBSCRIBED(105, "already subscribed", false),

	/** A limit that will not go away by waiting, such as channels per connection. */
	LIMIT_EXCEEDED(106, "limit exceeded", false),

	/** The command is well formed but makes no sense. */
	BAD_REQUEST(107, "bad request", false),

	/** The feature is off for this channel. */
	NOT_AVAILABLE(108, "not available", false),

	/** The credential has expired; get a new one and try again. */
	TOKEN_EXPIRED(109, "token expired", false),

	/** The subscription's credential has expired. */
	EXPIRED(110, "expired", false),

	/** Too many commands in too short a time; try again later. */
	TOO_MANY_REQUESTS(111, "too many requests", true),

	/** History does not reach back to the client's position. */
	UNRECOVERABLE_POSITION(112, "unrecoverable position", false),

	/** The state changed while it was read in pages; read again. */
	CONCURRENT_PAGINATION(113, "concurrent pagination", true);

	private final int code;

	private final String message;

	private final boolean temporary;

	ErrorCode(int code, String message, boolean temporary) {
		this.code = code;
		this.message = message;
		this.temporary = temporary;
	}

	/**
	 * Returns the number on the wire.
	 * @return from 100 to 113
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Returns the error with the catalogue's own words.
	 * @return the error
	 */
	public ProtocolError error() {
		return new ProtocolError(this.code, this.message, this.temporary);
	}

	/**
	 * Returns the error with a more precise reason behind the catalogue's words.
	 * @param detail names the value, the limit and the remedy
	 * @return the error
	 */
	public ProtocolError because(String detail) {
		return new ProtocolError(this.code, this.message + ": " + detail, this.temporary);
	}

}
