package dev.realtime.broker;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;

/**
 * Everything a broker needs to know of a publication.
 *
 * @param channel where to
 * @param data the payload
 * @param priority the effective priority
 * @param author the client that publishes, or nothing if the application does
 * @param tags short labels
 * @param idempotencyKey names the publication so that it is taken only once within five
 * minutes, or nothing
 * @param history how much of the channel is kept
 */
public record PublishRequest(ChannelName channel, Payload data, Priority priority, @Nullable ClientInfo author,
		Map<String, String> tags, @Nullable String idempotencyKey, HistoryPolicy history) {

	/**
	 * Checks the request and copies the tags.
	 */
	public PublishRequest {
		Objects.requireNonNull(channel, "channel");
		Objects.requireNonNull(data, "data");
		Objects.requireNonNull(priority, "priority");
		Objects.requireNonNull(history, "history");
		tags = Map.copyOf(tags);
	}

}
