package dev.realtime.security;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.Payload;

/**
 * What a client wants to do with a channel.
 *
 * @param identity who asks
 * @param client the connection that asks
 * @param channel the channel
 * @param operation what it wants to do
 * @param token the credential that came with the command, or nothing
 * @param data what came with the command, or nothing
 */
public record ChannelAccess(Identity identity, ClientId client, ChannelName channel, Operation operation,
		@Nullable String token, @Nullable Payload data) {

	/** What a client may want to do with a channel. */
	public enum Operation {

		/** Receive what is published. */
		SUBSCRIBE,

		/** Publish. */
		PUBLISH,

		/** Read what was published. */
		HISTORY,

		/** See who is there. */
		PRESENCE

	}

}
