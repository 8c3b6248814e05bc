package dev.realtime.cluster;

import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.NodeId;

/**
 * Something that is done to several nodes as one. What each has to do is written with it,
 * so nobody coordinates; this record is the lock that keeps a second one away. It stays
 * when it has ended, until the next one, for those who want to know how it went.
 *
 * @param id tells it from all others
 * @param kind what it is, such as {@code drain} or {@code rebalance}
 * @param targets the nodes that have something to do, at least one
 * @param by who has begun it
 * @param startedMillis when, in milliseconds since 1970
 * @param overdueMillis when it should long have ended, and any node may say so
 * @param end how it has ended, nothing while it runs
 */
public record Operation(String id, String kind, Set<NodeId> targets, String by, long startedMillis, long overdueMillis,
		@Nullable End end) {

	/**
	 * Checks the operation.
	 * @throws IllegalArgumentException if it has no target or no time
	 */
	public Operation {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(by, "by");
		targets = Set.copyOf(targets);
		if (targets.isEmpty()) {
			throw new IllegalArgumentException("Operation '" + kind + "' is to be done to no node");
		}
		if (overdueMillis <= startedMillis) {
			throw new IllegalArgumentException("Operation '" + kind + "' of " + startedMillis + " would be overdue at "
					+ overdueMillis + "; it must have some time");
		}
	}

	/**
	 * Begins one.
	 * @param id tells it from all others
	 * @param kind what it is
	 * @param targets the nodes that have something to do
	 * @param by who begins it
	 * @param startedMillis when
	 * @param overdueMillis when it should long have ended
	 * @return one that runs
	 */
	public static Operation running(String id, String kind, Set<NodeId> targets, String by, long startedMillis,
			long overdueMillis) {
		return new Operation(id, kind, targets, by, startedMillis, overdueMillis, null);
	}

	/**
	 * Whether it keeps others away.
	 * @param nowMillis the time, by the clock of who asks
	 * @return whether it has neither ended nor is overdue
	 */
	public boolean isRunning(long nowMillis) {
		return this.end == null && nowMillis < this.overdueMillis;
	}

	Operation ended(Outcome outcome, long nowMillis) {
		return new Operation(this.id, this.kind, this.targets, this.by, this.startedMillis, this.overdueMillis,
				new End(outcome, nowMillis));
	}

	/** How an operation has ended. */
	public enum Outcome {

		/** Every target has done what it had to, or is gone. */
		FINISHED,

		/** It took too long. Its targets still do what they were told. */
		OVERDUE,

		/** Somebody has ended it. */
		CANCELLED

	}

	/**
	 * The end of an operation.
	 *
	 * @param outcome how
	 * @param atMillis when, in milliseconds since 1970
	 */
	public record End(Outcome outcome, long atMillis) {

		/** Checks the end. */
		public End {
			Objects.requireNonNull(outcome, "outcome");
		}

	}

}
