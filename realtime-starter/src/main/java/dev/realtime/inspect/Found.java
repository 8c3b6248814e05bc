package dev.realtime.inspect;

import java.util.Map;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * What was found on the nodes that answered.
 *
 * @param content of them together
 * @param missing why there is nothing of other nodes that are there
 * @param <T> kind of content
 */
public record Found<T>(T content, Map<NodeId, Missing> missing) {

	/**
	 * Copies the map.
	 */
	public Found {
		missing = Map.copyOf(missing);
	}

}
