package dev.realtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Why the server ends a connection. Client libraries decide by the code: 3000 to 3499 and
 * 4000 to 4499 mean "connect again with back-off", 3500 to 3999 and 4500 to 4999 mean
 * "stop for good".
 *
 * <p>
 * The words are never empty and never look like JSON: one widespread library reconnects
 * for ever on a terminal code without words, and obeys words that parse as JSON instead
 * of the code. They are cut to the 123 bytes of a close frame (RFC 6455, section 5.5) on
 * a character boundary.
 *
 * @param code status code of the close frame
 * @param reason plain words
 */
public record CloseReason(int code, String reason) {

	private static final Set<String> JSON_WORDS = Set.of("true", "false", "null");

	/** The most bytes the words may take: 125 of a control frame less 2 of the code. */
	public static final int MAX_REASON_BYTES = 123;

	/** Ordinary end without trouble. */
	public static final CloseReason CONNECTION_CLOSED = new CloseReason(3000, "connection closed");

	/** The node goes away. */
	public static final CloseReason SHUTDOWN = new CloseReason(3001, "shutdown");

	/** Something broke on the server. */
	public static final CloseReason INTERNAL_ERROR = new CloseReason(3004, "internal server error");

	/** The connection's credential was not refreshed in time. */
	public static final CloseReason EXPIRED = new CloseReason(3005, "connection expired");

	/** A server-side subscription's credential was not refreshed in time. */
	public static final CloseReason SUBSCRIPTION_EXPIRED = new CloseReason(3006, "subscription expired");

	/** The client does not read what it is sent. */
	public static final CloseReason SLOW = new CloseReason(3008, "slow");

	/** Writing to the connection failed. */
	public static final CloseReason WRITE_ERROR = new CloseReason(3009, "write error");

	/** A server-side subscription missed something: recover. */
	public static final CloseReason INSUFFICIENT_STATE = new CloseReason(3010, "insufficient state");

	/** Connect again, perhaps to another node. */
	public static final CloseReason FORCE_RECONNECT = new CloseReason(3011, "force reconnect");

	/** Nothing was heard from the client for too long. */
	public static final CloseReason NO_PONG = new CloseReason(3012, "no pong");

	/** More commands wait than the server holds for one connection. */
	public static final CloseReason TOO_MANY_REQUESTS = new CloseReason(3013, "too many requests");

	/** What the client knows is void: forget it and connect again. */
	public static final CloseReason STATE_INVALIDATED = new CloseReason(3014, "state invalidated");

	/** The credential is not valid. */
	public static final CloseReason INVALID_TOKEN = new CloseReason(3500, "invalid token");

	/** The client broke the protocol. */
	public static final CloseReason BAD_REQUEST = new CloseReason(3501, "bad request");

	/** The client never sent what it had to. */
	public static final CloseReason STALE = new CloseReason(3502, "stale");

	/** An operator or the application ended the connection for good. */
	public static final CloseReason FORCE_DISCONNECT = new CloseReason(3503, "force disconnect");

	/** Too many connections; never used for a limit that waiting would lift. */
	public static final CloseReason CONNECTION_LIMIT = new CloseReason(3504, "connection limit");

	/** Too many channels. */
	public static final CloseReason CHANNEL_LIMIT = new CloseReason(3505, "channel limit");

	/** The client cannot carry what the channel holds. */
	public static final CloseReason INAPPROPRIATE_PROTOCOL = new CloseReason(3506, "inappropriate protocol");

	/** The user may not connect. */
	public static final CloseReason PERMISSION_DENIED = new CloseReason(3507, "permission denied");

	/** The command needs a feature the server does not have. */
	public static final CloseReason NOT_AVAILABLE = new CloseReason(3508, "not available");

	/** Too many failed commands. */
	public static final CloseReason TOO_MANY_ERRORS = new CloseReason(3509, "too many errors");

	/**
	 * The user has as many connections as it may have; comes back, because one of them
	 * may end.
	 */
	public static final CloseReason USER_CONNECTION_LIMIT = new CloseReason(4001, "user connection limit");

	/**
	 * The node is full, and this connection was the longest idle one; comes back with its
	 * back-off, here or elsewhere.
	 */
	public static final CloseReason EVICTED = new CloseReason(4002, "evicted while idle");

	/**
	 * The user has connected elsewhere and may not have both. Terminal: with a code that
	 * lets client libraries come back, two devices would throw each other out for ever.
	 */
	public static final CloseReason REPLACED = new CloseReason(4501, "replaced by a newer connection");

	/** The client broke the framing (RFC 6455, section 7.4.1). */
	public static final CloseReason PROTOCOL_ERROR = new CloseReason(1002, "protocol error");

	/** A frame was larger than the server takes (RFC 6455, section 7.4.1); terminal. */
	public static final CloseReason MESSAGE_TOO_BIG = new CloseReason(1009, "message too big");

	private static final List<CloseReason> CATALOGUE = List.of(CONNECTION_CLOSED, SHUTDOWN, INTERNAL_ERROR, EXPIRED,
			SUBSCRIPTION_EXPIRED, SLOW, WRITE_ERROR, INSUFFICIENT_STATE, FORCE_RECONNECT, NO_PONG, TOO_MANY_REQUESTS,
			STATE_INVALIDATED, INVALID_TOKEN, BAD_REQUEST, STALE, FORCE_DISCONNECT, CONNECTION_LIMIT, CHANNEL_LIMIT,
			INAPPROPRIATE_PROTOCOL, PERMISSION_DENIED, NOT_AVAILABLE, TOO_MANY_ERRORS, USER_CONNECTION_LIMIT, EVICTED,
			REPLACED, PROTOCOL_ERROR, MESSAGE_TOO_BIG);

	/**
	 * Checks the code and cuts the words.
	 * @throws IllegalArgumentException if the code cannot stand in a close frame of ours
	 * or the words are missing or look like JSON
	 */
	public CloseReason {
		if (code != 1002 && code != 1009 && (code < 3000 || code > 4999)) {
			throw new IllegalArgumentException("A close code must be 1002, 1009 or from 3000 to 4999, got " + code);
		}
		reason = cut(reason);
		if (reason.isBlank() || !Character.isLetter(reason.codePointAt(0)) || JSON_WORDS.contains(reason.strip())) {
			throw new IllegalArgumentException("The close code " + code
					+ " needs a reason that starts with a letter and is not JSON, got '" + reason + "'");
		}
	}

	/**
	 * Returns all reasons there are.
	 * @return each code once, with its plain words
	 */
	public static List<CloseReason> catalogue() {
		return CATALOGUE;
	}

	/**
	 * Returns the same code with a more precise reason behind the catalogue's words.
	 * @param detail names the value, the limit and the remedy
	 * @return the reason
	 */
	public CloseReason because(String detail) {
		return new CloseReason(this.code, this.reason + ": " + detail);
	}

	/**
	 * Whether client libraries connect again by themselves.
	 * @return whether the code is of a reconnect class
	 */
	public boolean isReconnect() {
		return this.code == 1002 || (this.code >= 3000 && this.code < 3500) || (this.code >= 4000 && this.code < 4500);
	}

	private static String cut(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		if (utf8.length <= MAX_REASON_BYTES) {
			return text;
		}
		int end = MAX_REASON_BYTES;
		while ((utf8[end] & 0xC0) == 0x80) {
			end--;
		}
		return new String(utf8, 0, end, StandardCharsets.UTF_8);
	}

}
