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
 *
 * <p>
 * While Redis is the broker and cannot be used, nothing waits for it: the stage completes
 * at once with a {@link dev.realtime.broker.BrokerUnavailableException}, whose message
 * says which server is away and why. The same where too much waits for Redis, and, after
 * {@code realtime.redis.command-timeout}, where no answer comes: then
 * {@link dev.realtime.broker.BrokerUnavailableException#isUnknown()} says that the
 * publication may have gone out all the same. To publish it again with the same
 * idempotency key within five minutes is safe in every case. Redis is connected when the
 * context starts its lifecycle beans: what is published while beans are made fails.
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
