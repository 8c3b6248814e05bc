package dev.realtime.channel;

import java.time.Duration;

/**
 * Bounds of what a node keeps of a channel.
 *
 * @param linger how long the broker subscription outlives the last subscriber: a mobile
 * crowd changes channels all the time
 * @param tailEntries the most entries of a tail, unless history is longer; enough that a
 * burst within one turn does not push out what current subscribers have not been given
 * @param tailBytes the most bytes a tail holds; the newest entry is kept whatever its
 * size
 * @param tailBudgetBytes the most bytes all tails hold together before each is kept short
 */
public record ChannelSettings(Duration linger, int tailEntries, long tailBytes, long tailBudgetBytes) {

	/** What a node uses when nothing is configured. */
	public static final ChannelSettings DEFAULTS = new ChannelSettings(Duration.ofSeconds(5), 1024, 1024 * 1024,
			Runtime.getRuntime().maxMemory() / 4);

}
