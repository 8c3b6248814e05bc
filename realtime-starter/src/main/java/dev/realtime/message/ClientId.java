package dev.realtime.message;

import java.util.Objects;

/**
 * The public identity of one connection, new with each connect. It is told to other
 * clients (presence, authorship), so it must never serve as a credential.
 *
 * @param value the id as it travels on the wire, not empty
 */
public record ClientId(String value) {

	/**
	 * Checks the id.
	 * @throws IllegalArgumentException if it is empty
	 */
	public ClientId {
		Objects.requireNonNull(value, "value");
		if (value.isEmpty()) {
			throw new IllegalArgumentException("A client id must not be empty");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
