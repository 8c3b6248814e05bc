package dev.realtime.endpoint;

import java.util.Comparator;
import java.util.List;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;

/**
 * What this node knows of the cluster without asking anybody. Thread-safe.
 */
public final class ClusterView {

	private final String cluster;

	private final NodeDirectory directory;

	private final ClusterOverview overview;

	private final OrderWatch orders;

	private final Ticker ticker;

	/**
	 * Makes a view.
	 * @param cluster its name
	 * @param directory which nodes there are
	 * @param overview how they are
	 * @param orders what is ordered
	 * @param ticker the clock
	 */
	public ClusterView(String cluster, NodeDirectory directory, ClusterOverview overview, OrderWatch orders,
			Ticker ticker) {
		this.cluster = cluster;
		this.directory = directory;
		this.overview = overview;
		this.orders = orders;
		this.ticker = ticker;
	}

	KnownNodes names() {
		return new KnownNodes(this.directory);
	}

	ClusterDescriptor all() {
		List<NodeDescriptor> nodes = nodes();
		return new ClusterDescriptor(this.cluster, this.directory.self().name(),
				nodes.stream().mapToLong(NodeDescriptor::connections).sum(),
				nodes.stream().mapToLong(NodeDescriptor::capacity).sum(),
				nodes.stream().mapToLong(NodeDescriptor::slow).sum(), nodes, orders());
	}

	NodesDescriptor nodesAndSilent() {
		List<NodeDescriptor> nodes = nodes();
		List<String> heard = nodes.stream().map(NodeDescriptor::node).toList();
		return new NodesDescriptor(this.directory.self().name(), nodes,
				this.directory.alive()
					.stream()
					.map(NodeId::name)
					.filter((name) -> !heard.contains(name))
					.sorted()
					.toList());
	}

	OrdersDescriptor orders() {
		return orders(this.orders.known());
	}

	OrdersDescriptor orders(NodeOrders standing) {
		return OrdersDescriptor.of(standing, this.ticker.currentTimeMillis());
	}

	private List<NodeDescriptor> nodes() {
		NodeOrders standing = this.orders.known();
		return this.overview.latest()
			.nodes()
			.values()
			.stream()
			.map((node) -> NodeDescriptor.of(node, standing))
			.sorted(Comparator.comparing(NodeDescriptor::node))
			.toList();
	}

}
