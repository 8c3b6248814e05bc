package dev.realtime.cluster;

import java.util.Set;

import dev.realtime.message.NodeId;

/**
 * Which nodes there are. Thread-safe; no method blocks or asks anybody: the answers are
 * what this node knew last, so they may be some seconds old.
 */
public interface NodeDirectory {

	/**
	 * Returns this node.
	 * @return always the same
	 */
	NodeId self();

	/**
	 * Returns the nodes that are alive. A node that ended without a word is alive until
	 * its lease has run out; an earlier incarnation of a node that has started again
	 * under the same name is not alive from then on, whatever its lease says.
	 * @return an unmodifiable snapshot in which {@link #self()} always is, also when the
	 * store cannot be reached
	 */
	Set<NodeId> alive();

}
