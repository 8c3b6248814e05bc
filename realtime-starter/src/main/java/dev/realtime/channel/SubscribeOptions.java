package dev.realtime.channel;

/**
 * What a subscriber wants besides publications, and how it wants these.
 *
 * @param joinLeave whether it wants to know who joins and leaves
 * @param delta whether it understands publications that are differences from the one it
 * was given before
 */
public record SubscribeOptions(boolean joinLeave, boolean delta) {

	/** Whole publications and nothing else. */
	public static final SubscribeOptions DEFAULTS = new SubscribeOptions(false, false);

}
