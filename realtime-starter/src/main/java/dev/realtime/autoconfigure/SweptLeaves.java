package dev.realtime.autoconfigure;

import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.broker.Broker;
import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.ChannelRules;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;

/**
 * Tells a channel that clients have left it whose node can no longer say so.
 */
final class SweptLeaves implements BiConsumer<ChannelName, ClientInfo> {

	private static final Logger logger = LoggerFactory.getLogger(SweptLeaves.class);

	private final ChannelRules rules;

	private final Broker broker;

	SweptLeaves(ChannelRules rules, Broker broker) {
		this.rules = rules;
		this.broker = broker;
	}

	@Override
	public void accept(ChannelName channel, ClientInfo client) {
		ChannelRule rule = this.rules.find(channel);
		if (rule == null || !rule.joinLeave()) {
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
