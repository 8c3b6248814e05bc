package dev.realtime.drain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.realtime.message.Priority;

/**
 * A connection that may be moved, and what decides when its turn comes.
 *
 * @param <C> what stands for the connection
 * @param connection the connection
 * @param priority of the most important of its channels, {@link Priority#LOW} if it has
 * none
 * @param sinceMillis since when it is connected, in milliseconds since 1970
 */
public record Candidate<C>(C connection, Priority priority, long sinceMillis) {

	private static final Comparator<Candidate<?>> BY_PRIORITY = Comparator
		.<Candidate<?>>comparingInt((candidate) -> candidate.priority().ordinal())
		.reversed();

	private static final Comparator<Candidate<?>> BY_AGE = Comparator.comparingLong(Candidate::sinceMillis);

	/**
	 * Checks the candidate.
	 */
	public Candidate {
		Objects.requireNonNull(connection, "connection");
		Objects.requireNonNull(priority, "priority");
	}

	/**
	 * Returns who comes first.
	 * @param <C> what stands for a connection
	 * @param order by what
	 * @return the first to move is the least
	 */
	public static <C> Comparator<Candidate<C>> comparator(MoveOrder order) {
		Comparator<Candidate<?>> comparator = switch (order) {
			case LOWEST_PRIORITY_FIRST -> BY_PRIORITY.thenComparing(BY_AGE);
			case OLDEST_FIRST -> BY_AGE.thenComparing(BY_PRIORITY);
		};
		return comparator::compare;
	}

}
