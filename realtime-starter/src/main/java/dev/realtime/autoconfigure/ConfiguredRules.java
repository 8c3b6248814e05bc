package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.broker.HistoryPolicy;
import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.RecoveryMode;
import dev.realtime.message.Priority;

/**
 * Makes channel rules of properties.
 */
final class ConfiguredRules {

	private static final Logger logger = LoggerFactory.getLogger(ConfiguredRules.class);

	/** Serves every channel while nobody has said which there are. */
	private static final ChannelRule DEFAULT = new ChannelRule(ChannelPattern.of("**"), Priority.NORMAL,
			RecoveryMode.STREAM, new HistoryPolicy(100, Duration.ofMinutes(5)), false, false, false, false);

	private ConfiguredRules() {
	}

	static ChannelRules of(List<RealtimeProperties.Channel> channels) {
		if (channels.isEmpty()) {
			logger.info(
					"No realtime.channels are configured: every channel exists, with {} and the newest {} publications kept for {}",
					"recovery", DEFAULT.history().size(), DEFAULT.history().ttl());
			return new ChannelRules(List.of(DEFAULT));
		}
		List<ChannelRule> rules = new ArrayList<>();
		for (int i = 0; i < channels.size(); i++) {
			rules.add(rule(i, channels.get(i)));
		}
		logger.info("Channels are those that match {}; others are refused",
				rules.stream().map(ChannelRule::pattern).toList());
		return new ChannelRules(rules);
	}

	private static ChannelRule rule(int index, RealtimeProperties.Channel channel) {
		try {
			HistoryPolicy history = (channel.history().size() == 0) ? HistoryPolicy.NONE
					: new HistoryPolicy(channel.history().size(), channel.history().ttl());
			return new ChannelRule(ChannelPattern.of(channel.pattern()), channel.priority(), channel.recovery(),
					history, channel.clientPublish(), channel.clientHistory(), channel.presence(), channel.joinLeave());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("realtime.channels[" + index + "]: " + ex.getMessage(), ex);
		}
	}

}
