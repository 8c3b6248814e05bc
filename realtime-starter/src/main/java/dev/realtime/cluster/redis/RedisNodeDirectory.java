package dev.realtime.cluster.redis;

import java.util.Set;

import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.NodeId;
import dev.realtime.redis.lease.NodeLease;

/**
 * The nodes that hold a lease.
 */
public final class RedisNodeDirectory implements NodeDirectory {

	private final NodeLease lease;

	/**
	 * Makes the directory of a node.
	 * @param lease knows the others
	 */
	public RedisNodeDirectory(NodeLease lease) {
		this.lease = lease;
	}

	@Override
	public NodeId self() {
		return this.lease.node();
	}

	@Override
	public Set<NodeId> alive() {
		return this.lease.alive();
	}

}
