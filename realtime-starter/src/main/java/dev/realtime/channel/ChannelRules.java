package dev.realtime.channel;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;

/**
 * The rules of a node in their order; the first that matches a channel is its rule.
 * Immutable.
 */
public final class ChannelRules {

	private final List<ChannelRule> rules;

	/**
	 * Takes rules.
	 * @param rules in the order in which they are tried
	 */
	public ChannelRules(List<ChannelRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * Returns the rule of a channel.
	 * @param channel the channel
	 * @return the first rule that matches, or nothing: there is no such channel
	 */
	public @Nullable ChannelRule find(ChannelName channel) {
		for (ChannelRule rule : this.rules) {
			if (rule.pattern().matches(channel)) {
				return rule;
			}
		}
		return null;
	}

	/**
	 * Returns the rules.
	 * @return unmodifiable, in order
	 */
	public List<ChannelRule> all() {
		return this.rules;
	}

}
