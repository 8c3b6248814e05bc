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
 * @param clientPublish whether clients may publish
 * @param clientHistory whether clients may read history
 * @param presence whether it is known who is subscribed
 * @param joinLeave whether subscribers that ask for it are told who comes and goes
 * @param delta whether subscribers that ask for it are given differences
 * @param conflate whether a subscriber that is behind is given the newest and none of
 * those before it
 */
public record ChannelRule(ChannelPattern pattern, Priority priority, RecoveryMode recovery, HistoryPolicy history,
		boolean clientPublish, boolean clientHistory, boolean presence, boolean joinLeave, boolean delta,
		boolean conflate) {

	/**
	 * Checks the rule.
	 * @throws IllegalArgumentException if it recovers without history, or promises every
	 * publication and leaves some out
	 */
	public ChannelRule {
		Objects.requireNonNull(pattern, "pattern");
		Objects.requireNonNull(priority, "priority");
		Objects.requireNonNull(recovery, "recovery");
		Objects.requireNonNull(history, "history");
		if (recovery != RecoveryMode.NONE && !history.isKept()) {
			throw new IllegalArgumentException("The rule '" + pattern + "' has recovery " + recovery
					+ " but keeps no history: give it history.size and history.ttl, or recovery: none");
		}
		if (recovery == RecoveryMode.STREAM && conflate) {
			throw new IllegalArgumentException("The rule '" + pattern + "' has recovery STREAM, which promises every "
					+ "publication, and conflate, which leaves some out: choose recovery: cache, or no conflate");
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
