package dev.realtime.channel;

import java.util.List;

import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * What became of a recovery.
 *
 * @param complete whether the client misses nothing once it has the publications
 * @param publications what it missed, oldest first
 * @param position where its subscription goes on after them
 */
public record Recovered(boolean complete, List<Publication> publications, StreamPosition position) {

	/**
	 * Copies the list.
	 */
	public Recovered {
		publications = List.copyOf(publications);
	}

}
