package dev.realtime.cluster.memory;

import java.util.LinkedHashSet;
import java.util.Set;

import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.NodeId;

/**
 * Which nodes of one process have joined its cluster and not left it. Always up to date.
 */
public final class MemoryNodeDirectory implements NodeDirectory {

	private final MemoryCluster cluster;

	private final NodeId self;

	/**
	 * Makes the directory of a node; it joins with its {@link MemoryNodeBus}.
	 * @param cluster what the nodes share
	 * @param self this node
	 */
	public MemoryNodeDirectory(MemoryCluster cluster, NodeId self) {
		this.cluster = cluster;
		this.self = self;
	}

	@Override
	public NodeId self() {
		return this.self;
	}

	@Override
	public Set<NodeId> alive() {
		Set<NodeId> alive = new LinkedHashSet<>(this.cluster.members());
		alive.add(this.self);
		return Set.copyOf(alive);
	}

}
