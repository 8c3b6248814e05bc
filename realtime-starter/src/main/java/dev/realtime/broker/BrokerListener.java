package dev.realtime.broker;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * Where a broker delivers what it hears. Implemented by the homes of the channels. Called
 * on threads of the broker, which must not be held: decode, hand over, return.
 */
public interface BrokerListener {

	/**
	 * Called for each publication in a channel that is subscribed.
	 * @param channel the channel
	 * @param publication the publication
	 */
	void published(ChannelName channel, Publication publication);

	/**
	 * Called when a client has joined a channel that is subscribed.
	 * @param channel the channel
	 * @param client who
	 */
	void joined(ChannelName channel, ClientInfo client);

	/**
	 * Called when a client has left a channel that is subscribed.
	 * @param channel the channel
	 * @param client who
	 */
	void left(ChannelName channel, ClientInfo client);

	/**
	 * Called when the broker has not been listening to a channel for a while and does
	 * again: something may have been missed. Whoever cares asks
	 * {@link Broker#verify(ChannelName, StreamPosition, long)}.
	 * @param channel the channel
	 */
	void interrupted(ChannelName channel);

}
