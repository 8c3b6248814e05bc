package dev.realtime.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.broker.Broker;
import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.Channels;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.presence.redis.RedisPresenceStore.SweptListener;

/**
 * Tells a channel that clients have left it whose node can no longer say so.
 */
final class SweptLeaves implements SweptListener {

	private static final Logger logger = LoggerFactory.getLogger(SweptLeaves.class);

	private final ChannelRules rules;

	private final Broker broker;

	SweptLeaves(ChannelRules rules, Broker broker) {
		this.rules = rules;
		this.broker = broker;
	}

	@Override
	public void swept(ChannelName channel, ClientInfo client, int remaining) {
		ChannelRule rule = this.rules.find(channel);
		if (rule == null || !rule.rights().joinLeave() || remaining > Channels.MOST_TOLD) {
			return;
		}
		this.broker.publishLeave(channel, client).whenComplete((done, failure) -> {
			if (failure != null) {
				logger.debug("Channel {} could not be told that client {} of a dead node has left", channel,
						client.client(), failure);
			}
		});
	}

}
