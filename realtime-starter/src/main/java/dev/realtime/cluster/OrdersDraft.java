package dev.realtime.cluster;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.NodeId;

/**
 * Orders that are being changed.
 */
final class OrdersDraft {

	final long revision;

	final Map<NodeId, NodeOrder> nodes;

	final Map<String, NodeOrder> names;

	final Map<NodeId, TierOverride> tiers;

	final Map<String, PriorityOverride> priorities;

	@Nullable Operation operation;

	OrdersDraft(NodeOrders before, long revision) {
		this.revision = revision;
		this.nodes = new HashMap<>(before.nodes());
		this.names = new HashMap<>(before.names());
		this.tiers = new HashMap<>(before.tiers());
		this.priorities = new HashMap<>(before.priorities());
		this.operation = before.operation();
	}

	NodeOrders finish() {
		return new NodeOrders(this.revision, this.nodes, this.names, this.tiers, this.priorities, this.operation);
	}

}
