package dev.realtime.message;

import java.util.Objects;

/**
 * Who stands behind a connection, as the application names its users. The empty id is the
 * anonymous user.
 *
 * @param value the application's name of the user, empty for anonymous
 */
public record UserId(String value) {

	/** Nobody in particular. */
	public static final UserId ANONYMOUS = new UserId("");

	/**
	 * Checks the id.
	 */
	public UserId {
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Returns the user of that name.
	 * @param value the application's name of the user
	 * @return the id
	 */
	public static UserId of(String value) {
		return value.isEmpty() ? ANONYMOUS : new UserId(value);
	}

	/**
	 * Whether nobody in particular stands behind the connection.
	 * @return whether the id is empty
	 */
	public boolean isAnonymous() {
		return this.value.isEmpty();
	}

	@Override
	public String toString() {
		return isAnonymous() ? "(anonymous)" : this.value;
	}

}
