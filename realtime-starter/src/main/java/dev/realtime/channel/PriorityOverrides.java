package dev.realtime.channel;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;

/**
 * What an operator wants channels to matter, in place of their rules' priorities, in the
 * order in which it is tried; the first that matches counts. Immutable.
 *
 * @param all patterns and their priorities
 */
public record PriorityOverrides(List<PriorityOverride> all) {

	/** Every channel matters as much as its rule says. */
	public static final PriorityOverrides NONE = new PriorityOverrides(List.of());

	/**
	 * Takes overrides.
	 */
	public PriorityOverrides {
		all = List.copyOf(all);
	}

	/**
	 * Returns what replaces the priority of a channel's rule.
	 * @param channel the channel
	 * @return the priority of the first pattern that matches, or nothing
	 */
	public @Nullable Priority find(ChannelName channel) {
		for (PriorityOverride override : this.all) {
			if (override.pattern().matches(channel)) {
				return override.priority();
			}
		}
		return null;
	}

	/**
	 * One of them.
	 *
	 * @param pattern which channels
	 * @param priority how much they matter now
	 */
	public record PriorityOverride(ChannelPattern pattern, Priority priority) {

	}

}
