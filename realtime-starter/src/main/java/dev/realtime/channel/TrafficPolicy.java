package dev.realtime.channel;

/**
 * What holds for all channels of the node at the moment, beside their rules. An immutable
 * snapshot: it is replaced as a whole.
 *
 * @param throttling whether channels with a {@code throttle} are served once per window
 * @param shedding whether channels of priority LOW are not served at all; their
 * subscribers stay where they are
 * @param priorities what an operator wants channels to matter
 */
public record TrafficPolicy(boolean throttling, boolean shedding, PriorityOverrides priorities) {

	/** Rules alone hold. */
	public static final TrafficPolicy NORMAL = new TrafficPolicy(false, false, PriorityOverrides.NONE);

}
