package dev.realtime.cluster;

import java.util.function.Supplier;

import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.message.NodeId;

/**
 * Nodes that watch one order book and hear each other's news.
 */
final class WatchingNodes {

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final Supplier<OrderBook> books;

	WatchingNodes(Supplier<OrderBook> books) {
		this.books = books;
	}

	/** Starts a node, which has not looked yet. */
	WatchingNode join(NodeId id) {
		OrderNews news = new OrderNews(MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, id)));
		return new WatchingNode(id, new OrderWatch(this.books.get(), news, id));
	}

}
