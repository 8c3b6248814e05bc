package dev.realtime.command;

import java.util.Locale;

/**
 * How a command ended, as meters call it.
 */
public enum CommandResult {

	/** It was done. */
	OK,

	/** It was answered with an error. */
	ERROR,

	/** It was not begun: the client sends too many. */
	LIMITED,

	/** It ended the connection. */
	CLOSED,

	/** The connection ended before it was answered. */
	ABANDONED;

	private final String text = name().toLowerCase(Locale.ROOT);

	/**
	 * Returns the name for meters.
	 * @return a word in lower case
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
