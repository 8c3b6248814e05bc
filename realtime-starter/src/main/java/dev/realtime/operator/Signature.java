package dev.realtime.operator;

import org.jspecify.annotations.Nullable;

/**
 * Who orders something, and what he saw when he decided on it.
 *
 * @param by who, as nodes log it; 1 to 128 characters without control characters
 * @param revision of the orders he saw, nothing if it does not matter to him what others
 * have ordered meanwhile
 */
public record Signature(String by, @Nullable Long revision) {

	private static final int LONGEST_NAME = 128;

	/**
	 * Checks the name.
	 * @throws IllegalArgumentException if it is not legal
	 */
	public Signature {
		if (by.isBlank() || by.length() > LONGEST_NAME || by.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("An order is signed '" + by.replaceAll("\\p{Cntrl}", "?") + "', "
					+ by.length() + " characters; it needs the name of who it is by: 1 to " + LONGEST_NAME
					+ " characters without control characters");
		}
	}

}
