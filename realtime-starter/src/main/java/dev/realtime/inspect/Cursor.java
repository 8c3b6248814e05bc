package dev.realtime.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.realtime.message.NodeId;

/**
 * Where a page of connections has ended: behind one of them.
 *
 * @param node on which it is, as text; empty for the beginning
 * @param number what it has there
 */
public record Cursor(String node, long number) {

	/** In front of all connections. */
	public static final Cursor START = new Cursor("", 0);

	/** Behind a connection. */
	static Cursor at(Located last) {
		return new Cursor(last.node().toString(), last.facts().number());
	}

	/** Whether there may be connections behind it on a node. */
	boolean concerns(NodeId other) {
		return this.node.compareTo(other.toString()) <= 0;
	}

	/**
	 * Returns it as one word that can stand in an address.
	 * @return for {@link #parse}
	 */
	public String text() {
		String plain = this.number + ":" + this.node;
		return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads a cursor.
	 * @param text what {@link #text()} has returned
	 * @return the same cursor
	 * @throws IllegalArgumentException if it is something else
	 */
	public static Cursor parse(String text) {
		try {
			String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
			int colon = plain.indexOf(':');
			return new Cursor(plain.substring(colon + 1), Long.parseLong(plain.substring(0, Math.max(colon, 0))));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"The cursor '" + text + "' is none: use the 'next' of the page before, or leave it out", ex);
		}
	}

}
