package dev.realtime.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.realtime.drain.NodeLoad;
import dev.realtime.message.NodeId;

/**
 * What nodes say of themselves.
 *
 * @param nodes by node
 * @param notUnderstood how many others there are, of another version
 */
public record Summaries(Map<NodeId, NodeSummary> nodes, int notUnderstood) {

	/** Nobody has said anything. */
	public static final Summaries NONE = new Summaries(Map.of(), 0);

	/**
	 * Copies the map.
	 */
	public Summaries {
		nodes = Map.copyOf(nodes);
	}

	/**
	 * Returns those that count.
	 * @param alive the nodes that are there
	 * @return without those of others
	 */
	public Summaries of(Set<NodeId> alive) {
		Map<NodeId, NodeSummary> left = new HashMap<>(this.nodes);
		left.keySet().retainAll(alive);
		return new Summaries(left, this.notUnderstood);
	}

	/**
	 * Returns these with what a node says now.
	 * @param summary of that node
	 * @return in place of what it has said before
	 */
	public Summaries with(NodeSummary summary) {
		Map<NodeId, NodeSummary> all = new HashMap<>(this.nodes);
		all.put(summary.node(), summary);
		return new Summaries(all, this.notUnderstood);
	}

	/**
	 * Returns how full the nodes are, for a dry run.
	 * @return one for each
	 */
	public List<NodeLoad> loads() {
		return this.nodes.values().stream().map(NodeSummary::load).toList();
	}

}
