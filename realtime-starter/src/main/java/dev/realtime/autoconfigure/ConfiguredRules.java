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
import dev.realtime.channel.ClientRights;
import dev.realtime.channel.Overflow;
import dev.realtime.channel.RecoveryMode;
import dev.realtime.channel.Shaping;
import dev.realtime.message.Priority;

/**
 * Makes channel rules of properties. A message about a rule says where in the list it
 * stands.
 */
final class ConfiguredRules {

	private static final Logger logger = LoggerFactory.getLogger(ConfiguredRules.class);

	private static final int MAX_HISTORY = 10_000;

	/** Serves every channel while nobody has said which there are. */
	private static final ChannelRule DEFAULT = new ChannelRule(ChannelPattern.of("**"), Priority.NORMAL,
			RecoveryMode.STREAM, new HistoryPolicy(100, Duration.ofMinutes(5)), ClientRights.NONE,
			Shaping.plain(RecoveryMode.STREAM));

	private ConfiguredRules() {
	}

	static ChannelRules of(List<RealtimeProperties.Channel> channels) {
		if (channels.isEmpty()) {
			logger.info(
					"No realtime.channels are configured: every channel exists, with recovery from the newest {} "
							+ "publications, kept for {} minutes",
					DEFAULT.history().size(), DEFAULT.history().ttl().toMinutes());
			return new ChannelRules(List.of(DEFAULT));
		}
		List<ChannelRule> rules = new ArrayList<>();
		for (int i = 0; i < channels.size(); i++) {
			String property = "realtime.channels[" + i + "]";
			ChannelRule rule = rule(property, channels.get(i));
			checkReachable(property, rule, rules);
			rules.add(rule);
		}
		logger.info("Channels are those that match {}; others are refused",
				rules.stream().map(ChannelRule::pattern).toList());
		return new ChannelRules(rules);
	}

	private static ChannelRule rule(String property, RealtimeProperties.Channel channel) {
		if (channel.pattern().isEmpty()) {
			throw new IllegalArgumentException(
					property + ".pattern is missing: say which channels the rule is for, such as match:*:score");
		}
		int size = channel.history().size();
		if (size < 0 || size > MAX_HISTORY) {
			throw new IllegalArgumentException(
					property + ".history.size is " + size + "; allowed is 0 to " + MAX_HISTORY + ", 0 for no history");
		}
		try {
			HistoryPolicy history = (size == 0) ? HistoryPolicy.NONE : new HistoryPolicy(size, channel.history().ttl());
			ClientRights rights = new ClientRights(channel.clientPublish(), channel.clientHistory(), channel.presence(),
					channel.joinLeave());
			Overflow overflow = (channel.overflow() != null) ? channel.overflow() : Overflow.of(channel.recovery());
			Shaping shaping = new Shaping(channel.delta(), channel.conflate(), channel.throttle(),
					channel.throttleAlways(), overflow);
			return new ChannelRule(ChannelPattern.of(channel.pattern()), channel.priority(), channel.recovery(),
					history, rights, shaping);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(property + " is refused. " + ex.getMessage(), ex);
		}
	}

	private static void checkReachable(String property, ChannelRule rule, List<ChannelRule> before) {
		for (int i = 0; i < before.size(); i++) {
			ChannelPattern earlier = before.get(i).pattern();
			if (earlier.equals(rule.pattern()) || earlier.equals(DEFAULT.pattern())) {
				throw new IllegalArgumentException(property + ".pattern is '" + rule.pattern()
						+ "', but the first rule that matches counts and realtime.channels[" + i + "] has '" + earlier
						+ "': remove one of them, or put the more exact one first");
			}
		}
	}

}
