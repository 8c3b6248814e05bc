package dev.realtime.session;

import java.util.List;

/**
 * Some connections of a node.
 *
 * @param sessions in the order in which they came
 * @param matching about how many there are behind the place from which was looked, these
 * among them
 */
public record SessionPage(List<SessionFacts> sessions, long matching) {

	/**
	 * Copies the list.
	 */
	public SessionPage {
		sessions = List.copyOf(sessions);
	}

}
