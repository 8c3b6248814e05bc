package dev.realtime.channel;

import java.util.Objects;

import dev.realtime.broker.HistoryPolicy;
import dev.realtime.message.Priority;

/**
 * A pattern and the options of the channels it matches.
 *
 * @param pattern which channels: segments separated by colons, {@code *} for any one
 * segment, {@code **} at the end for one or more
 * @param priority how much the channels matter
 * @param recovery what a client gets that was away
 * @param history how much is kept
 * @param rights what clients may
 * @param shaping how publications are handed over
 */
public record ChannelRule(ChannelPattern pattern, Priority priority, RecoveryMode recovery, HistoryPolicy history,
		ClientRights rights, Shaping shaping) {

	/**
	 * Checks the rule.
	 * @throws IllegalArgumentException if it recovers without history, or promises what
	 * it leaves out
	 */
	public ChannelRule {
		Objects.requireNonNull(pattern, "pattern");
		Objects.requireNonNull(priority, "priority");
		Objects.requireNonNull(recovery, "recovery");
		Objects.requireNonNull(history, "history");
		Objects.requireNonNull(rights, "rights");
		Objects.requireNonNull(shaping, "shaping");
		if (recovery != RecoveryMode.NONE && !history.isKept()) {
			throw new IllegalArgumentException("The rule '" + pattern + "' has recovery " + recovery
					+ " but keeps no history: give it history.size and history.ttl, or recovery: none");
		}
		if (recovery == RecoveryMode.STREAM && shaping.conflate()) {
			throw new IllegalArgumentException("The rule '" + pattern + "' has recovery STREAM, which promises every "
					+ "publication, and conflate, which leaves some out: choose recovery: cache, or no conflate");
		}
		if (!shaping.overflow().keeps(recovery)) {
			throw new IllegalArgumentException(
					"The rule '" + pattern + "' has recovery " + recovery + " and overflow " + shaping.overflow()
							+ ", which breaks what it promises: leave overflow out, " + "or choose recovery: none");
		}
	}

	/**
	 * Whether clients are told positions and may recover.
	 * @return whether the recovery mode is any but none
	 */
	public boolean isRecoverable() {
		return this.recovery != RecoveryMode.NONE;
	}

}
