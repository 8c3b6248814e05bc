package dev.realtime.operator;

import java.util.Map;

import dev.realtime.drain.CapacityCheck;
import dev.realtime.message.NodeId;

/**
 * What a drain would mean, before it is ordered.
 *
 * @param connections how many each node has that would be emptied
 * @param check what would become of the others
 * @param words how long it takes and how full the others would be, without a full stop
 */
public record DrainPreview(Map<NodeId, Integer> connections, CapacityCheck check, String words) {

	/**
	 * Copies the map.
	 */
	public DrainPreview {
		connections = Map.copyOf(connections);
	}

}
