package dev.realtime.cluster;

import java.util.Objects;

import dev.realtime.message.Priority;

/**
 * That channels have another priority because an operator says so, until it ends by
 * itself.
 *
 * @param priority theirs
 * @param untilMillis until when, in milliseconds since 1970 by the clock of the node that
 * reads it
 * @param by who has ordered it
 * @param atMillis when, in milliseconds since 1970
 */
public record PriorityOverride(Priority priority, long untilMillis, String by, long atMillis) {

	/**
	 * Checks the override.
	 * @throws IllegalArgumentException if it would end before it begins
	 */
	public PriorityOverride {
		Objects.requireNonNull(priority, "priority");
		Objects.requireNonNull(by, "by");
		if (untilMillis <= atMillis) {
			throw new IllegalArgumentException("An override of a priority of " + atMillis + " ends at " + untilMillis
					+ "; it must end after it was ordered");
		}
	}

	/**
	 * Whether it counts.
	 * @param nowMillis the time, by the clock of who asks
	 * @return until it ends
	 */
	public boolean isInForce(long nowMillis) {
		return nowMillis < this.untilMillis;
	}

}
