package dev.realtime.presence;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;

/**
 * Keeps who is in which channel. Thread-safe; no method blocks; calls for one client and
 * channel take effect in the order in which they were made.
 */
public interface PresenceStore {

	/**
	 * Adds a client.
	 * @param channel the channel
	 * @param client who
	 * @return completes when it is there
	 */
	CompletionStage<Void> add(ChannelName channel, ClientInfo client);

	/**
	 * Removes a client; does nothing if it is not there.
	 * @param channel the channel
	 * @param client which
	 * @return completes when it is gone
	 */
	CompletionStage<Void> remove(ChannelName channel, ClientId client);

	/**
	 * Lists who is there.
	 * @param channel the channel
	 * @return client to what may be known of it, unmodifiable
	 */
	CompletionStage<Map<ClientId, ClientInfo>> list(ChannelName channel);

	/**
	 * Counts who is there, without listing.
	 * @param channel the channel
	 * @return connections and different users
	 */
	CompletionStage<PresenceStats> stats(ChannelName channel);

}
