package dev.realtime.message;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A payload in a channel, with everything that was decided about it when it was
 * published.
 *
 * @param id names the publication among all that were ever published to its channel; two
 * with one offset and different ids are from histories that have parted. Not 0
 * @param data the payload
 * @param position where it stands in the channel, {@link StreamPosition#NONE} in a
 * channel without history
 * @param priority its own priority; at least that of the channel when it was published
 * @param author the client that published it, or nothing if the application did
 * @param tags short labels that travel with it
 * @param timeMillis when it was published, in milliseconds since 1970 by the broker's
 * clock
 */
public record Publication(long id, Payload data, StreamPosition position, Priority priority,
		@Nullable ClientInfo author, Map<String, String> tags, long timeMillis) {

	/**
	 * Checks the publication and copies its tags.
	 */
	public Publication {
		Objects.requireNonNull(data, "data");
		Objects.requireNonNull(position, "position");
		Objects.requireNonNull(priority, "priority");
		tags = Map.copyOf(tags);
	}

	/**
	 * Returns the number of the publication in its channel.
	 * @return the offset, 0 in a channel without history
	 */
	public long offset() {
		return this.position.offset();
	}

}
