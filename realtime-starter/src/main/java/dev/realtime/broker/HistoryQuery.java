package dev.realtime.broker;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.StreamPosition;

/**
 * Which part of a channel's history to read.
 *
 * @param limit the most publications, 0 for the position only
 * @param since exclusive start: forward what follows it, reverse what precedes it;
 * nothing to start at the oldest, or reverse at the newest. Only its offset is used:
 * whether its epoch is the current one is for the caller to compare
 * @param reverse whether the newest comes first
 */
public record HistoryQuery(int limit, @Nullable StreamPosition since, boolean reverse) {

	/**
	 * Checks the query.
	 * @throws IllegalArgumentException if the limit is negative
	 */
	public HistoryQuery {
		if (limit < 0) {
			throw new IllegalArgumentException("A history limit must not be negative, got " + limit);
		}
	}

	/**
	 * Returns a query for all that follows a position.
	 * @param since exclusive start
	 * @param limit the most publications
	 * @return the query
	 */
	public static HistoryQuery after(StreamPosition since, int limit) {
		return new HistoryQuery(limit, since, false);
	}

	/**
	 * Returns a query for the newest publications, newest first.
	 * @param limit the most publications
	 * @return the query
	 */
	public static HistoryQuery newest(int limit) {
		return new HistoryQuery(limit, null, true);
	}

}
