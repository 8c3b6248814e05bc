package dev.realtime.session;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Since when a client has said nothing.
 *
 * @param session whose
 * @param sinceNanos since when, by the clock of the loops
 */
record Silence(ClientSession session, long sinceNanos) {

	/** The one that has lasted longest first. */
	static final Comparator<Silence> LONGEST_FIRST = (one, other) -> Long.signum(one.sinceNanos - other.sinceNanos);

	/** Out of the sessions of a loop, on it; costs memory for those that are found. */
	static List<Silence> longest(List<ClientSession> sessions, int count) {
		PriorityQueue<Silence> longest = new PriorityQueue<>(LONGEST_FIRST.reversed());
		for (ClientSession session : sessions) {
			if (!session.isOpen()) {
				continue;
			}
			long since = session.silentSinceNanos();
			Silence shortest = longest.peek();
			if (longest.size() < count) {
				longest.add(new Silence(session, since));
			}
			else if (shortest != null && since - shortest.sinceNanos < 0) {
				longest.poll();
				longest.add(new Silence(session, since));
			}
		}
		return List.copyOf(longest);
	}

}
