package dev.realtime.cluster;

import java.util.Comparator;
import java.util.Objects;

import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;

/**
 * One connection of a user, as it stands in the {@link ClientDirectory}.
 *
 * @param client which connection
 * @param node which node owns it
 * @param sinceMillis when it was registered, in milliseconds since 1970 by the store's
 * clock; positive
 */
public record Registration(ClientId client, NodeId node, long sinceMillis) {

	/** The order on which all nodes agree: by age, then by the text of the client id. */
	public static final Comparator<Registration> OLDEST_FIRST = Comparator.comparingLong(Registration::sinceMillis)
		.thenComparing((registration) -> registration.client().value());

	/**
	 * Checks the registration.
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public Registration {
		Objects.requireNonNull(client, "client");
		Objects.requireNonNull(node, "node");
		if (sinceMillis <= 0) {
			throw new IllegalArgumentException(
					"The registration of client " + client + " has the time " + sinceMillis + "; it must be positive");
		}
	}

}
