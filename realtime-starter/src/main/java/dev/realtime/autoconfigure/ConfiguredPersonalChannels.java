package dev.realtime.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.PersonalChannels;
import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.ChannelRules;
import dev.realtime.message.ChannelName;
import dev.realtime.message.UserId;

/**
 * Makes personal channels of the property. What they are for is that nothing is lost
 * while a client is away, so every rule that some user's channel could match must
 * recover.
 */
final class ConfiguredPersonalChannels {

	private static final String PROPERTY = "realtime.personal-channel";

	private static final String SEPARATOR = ":";

	/** Stands for all whose id no rule spells out. */
	private static final UserId ANYBODY = UserId.of("anybody");

	private ConfiguredPersonalChannels() {
	}

	static PersonalChannels of(String pattern, ChannelRules rules) {
		PersonalChannels channels;
		try {
			channels = PersonalChannels.of(pattern);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(PROPERTY + " is refused. " + ex.getMessage(), ex);
		}
		ChannelName anybodys = channels.of(ANYBODY);
		for (int i = 0; i < rules.all().size(); i++) {
			ChannelRule rule = rules.all().get(i);
			ChannelName somebodys = shared(channels, anybodys, rule.pattern());
			if (somebodys != null && !rule.isRecoverable()) {
				throw new IllegalArgumentException(PROPERTY + " is '" + pattern + "', but the rule of the channel '"
						+ somebodys + "', realtime.channels[" + i + "] with the pattern '" + rule.pattern()
						+ "', has recovery none: give it recovery: stream with history.size and history.ttl, "
						+ "or put one before it that has them");
			}
			if (rule.pattern().matches(anybodys)) {
				return channels;
			}
		}
		throw new IllegalArgumentException(PROPERTY + " is '" + pattern + "', but no rule matches the channel '"
				+ anybodys + "': add one to realtime.channels with recovery: stream, history.size and history.ttl");
	}

	/** A personal channel that a pattern matches, or null if it matches none. */
	private static @Nullable ChannelName shared(PersonalChannels channels, ChannelName anybodys,
			ChannelPattern pattern) {
		String[] segments = anybodys.value().split(SEPARATOR, -1);
		String[] wanted = pattern.toString().split(SEPARATOR, -1);
		List<String> name = new ArrayList<>();
		for (int i = 0; i < segments.length; i++) {
			boolean rest = i >= wanted.length - 1 && wanted[wanted.length - 1].equals("**");
			if (!rest && i >= wanted.length) {
				return null;
			}
			name.add((rest || wanted[i].equals("*")) ? segments[i] : wanted[i]);
		}
		String candidate = String.join(SEPARATOR, name);
		if (!ChannelName.isLegal(candidate)) {
			return null;
		}
		ChannelName channel = ChannelName.of(candidate);
		return (channels.covers(channel) && pattern.matches(channel)) ? channel : null;
	}

}
