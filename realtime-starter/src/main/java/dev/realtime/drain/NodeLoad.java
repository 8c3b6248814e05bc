package dev.realtime.drain;

import java.util.Objects;

import dev.realtime.message.NodeId;

/**
 * How full a node is, as far as it has said.
 *
 * @param node the node
 * @param connections how many it has
 * @param capacity how many it may have
 * @param phase whether it serves
 * @param overloaded whether it is in trouble at any number: it takes no more
 */
public record NodeLoad(NodeId node, int connections, int capacity, DrainPhase phase, boolean overloaded) {

	/**
	 * Checks the load.
	 * @throws IllegalArgumentException if a number makes no sense
	 */
	public NodeLoad {
		Objects.requireNonNull(node, "node");
		Objects.requireNonNull(phase, "phase");
		if (connections < 0 || capacity < 1) {
			throw new IllegalArgumentException("Node " + node + " is said to have " + connections + " of " + capacity
					+ " connections; it must be at least 0 of at least 1");
		}
	}

	/** Whether it has room for clients that have to go elsewhere. */
	boolean takes() {
		return !this.phase.isLeaving() && !this.overloaded;
	}

	double occupancy() {
		return (double) this.connections / this.capacity;
	}

}
