package dev.realtime.broker;

import java.util.List;

import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * A part of a channel's history and where the channel stood when it was read.
 *
 * @param publications in the order asked for
 * @param position the newest position
 */
public record HistoryPage(List<Publication> publications, StreamPosition position) {

	/**
	 * Copies the list.
	 */
	public HistoryPage {
		publications = List.copyOf(publications);
	}

}
