package dev.realtime.broker;

import java.time.Duration;

/**
 * How much of a channel is kept.
 *
 * @param size the most publications, 0 for no history and no positions
 * @param ttl how long after the last publication they are kept; the position is kept
 * longer
 */
public record HistoryPolicy(int size, Duration ttl) {

	/** Nothing is kept and there are no positions. */
	public static final HistoryPolicy NONE = new HistoryPolicy(0, Duration.ZERO);

	/**
	 * Checks the policy.
	 * @throws IllegalArgumentException if the size is negative, or positive without a
	 * positive time
	 */
	public HistoryPolicy {
		if (size < 0) {
			throw new IllegalArgumentException("A history size must not be negative, got " + size);
		}
		if (size > 0 && (ttl.isZero() || ttl.isNegative())) {
			throw new IllegalArgumentException(
					"A history of " + size + " publications needs a positive ttl, got " + ttl);
		}
	}

	/**
	 * Whether anything is kept.
	 * @return whether the channel has history and positions
	 */
	public boolean isKept() {
		return this.size > 0;
	}

}
