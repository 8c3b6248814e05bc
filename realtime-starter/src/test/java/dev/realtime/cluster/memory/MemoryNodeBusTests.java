package dev.realtime.cluster.memory;

import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeBusContract;
import dev.realtime.message.NodeId;

/**
 * The embedded bus.
 */
class MemoryNodeBusTests extends NodeBusContract {

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	@Override
	protected NodeBus bus(NodeId node) {
		return MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, node));
	}

	@Override
	protected void leave(NodeId node) {
		this.cluster.leave(node);
	}

}
