package dev.realtime;

import java.util.concurrent.CompletionStage;

import dev.realtime.message.StreamPosition;

/**
 * Sends to every subscriber of a channel, on this node and on all others.
 *
 * <p>
 * Thread-safe. Never blocks: the returned stage completes when the broker has accepted
 * the publication, with its position, and completes exceptionally when it has not.
 * Publications of one thread to one channel keep their order.
 */
public interface RealtimePublisher {

	/**
	 * Publishes with the options of the channel's rule.
	 * @param channel name of the channel, 1 to 255 characters
	 * @param payload what to send: a {@link dev.realtime.message.Payload} as it is,
	 * anything else as the JSON that the application's mapper makes of it
	 * @return the position, {@link StreamPosition#NONE} if the channel keeps no history
	 * @throws IllegalArgumentException if no rule matches the channel, its name is not
	 * legal, or the payload cannot be written as JSON or is larger than
	 * {@code realtime.limits.max-payload-size}
	 */
	default CompletionStage<StreamPosition> publish(String channel, Object payload) {
		return publish(channel, payload, PublishOptions.with());
	}

	/**
	 * Publishes.
	 * @param channel name of the channel, 1 to 255 characters
	 * @param payload what to send: a {@link dev.realtime.message.Payload} as it is,
	 * anything else as the JSON that the application's mapper makes of it
	 * @param options how this publication differs from what the channel's rule says
	 * @return the position, {@link StreamPosition#NONE} if the channel keeps no history
	 * @throws IllegalArgumentException if no rule matches the channel, its name is not
	 * legal, or the payload cannot be written as JSON or is larger than
	 * {@code realtime.limits.max-payload-size}
	 */
	CompletionStage<StreamPosition> publish(String channel, Object payload, PublishOptions options);

}
