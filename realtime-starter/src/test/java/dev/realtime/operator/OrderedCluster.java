package dev.realtime.operator;

import java.time.Duration;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.FailingBoard;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.NodeSummary;
import dev.realtime.cluster.OrderNews;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.cluster.memory.MemoryOrderBook;
import dev.realtime.cluster.memory.MemorySummaryBoard;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainSettings;
import dev.realtime.message.NodeId;
import dev.realtime.testing.ManualTicker;

/**
 * Nodes of one process that say of themselves what a test wants.
 */
final class OrderedCluster {

	static final int CAPACITY = 1000;

	private final ManualTicker ticker = new ManualTicker();

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final MemoryOrderBook book = new MemoryOrderBook(this.cluster);

	private final FailingBoard board = new FailingBoard(new MemorySummaryBoard(this.cluster));

	ManualTicker ticker() {
		return this.ticker;
	}

	/** Nobody hears of anybody, or everybody again. */
	void boardAway(boolean away) {
		this.board.away(away);
	}

	/** Joins, and says nothing yet. */
	Member join(String name) {
		return new Member(new NodeId(name, name + "-1"));
	}

	/** A node, and what is ordered on it. */
	final class Member {

		private final NodeId id;

		private final MemoryNodeDirectory directory;

		private final OrderWatch orders;

		private final ClusterOverview overview;

		private final Operator operator;

		private Member(NodeId id) {
			this.id = id;
			this.directory = new MemoryNodeDirectory(OrderedCluster.this.cluster, id);
			this.orders = new OrderWatch(OrderedCluster.this.book,
					new OrderNews(MemoryNodeBus.join(OrderedCluster.this.cluster, this.directory)), id);
			this.overview = new ClusterOverview(OrderedCluster.this.board, this.directory);
			this.operator = new Operator(this.directory, this.orders, this.overview, DrainSettings.DEFAULTS,
					OrderedCluster.this.ticker);
		}

		NodeId id() {
			return this.id;
		}

		Operator operator() {
			return this.operator;
		}

		OrderWatch orders() {
			return this.orders;
		}

		Overrides overrides() {
			return new Overrides(this.directory, this.orders, this.overview, OrderedCluster.this.ticker);
		}

		AutoRebalance autoRebalance() {
			return new AutoRebalance(this.operator, this.directory, this.overview, DrainSettings.DEFAULTS.plan(),
					OrderedCluster.this.ticker);
		}

		/** Says how many connections it has, and hears the others. */
		Member say(int connections) {
			return say(connections, DrainPhase.ACTIVE);
		}

		Member say(int connections, DrainPhase phase) {
			this.overview
				.exchange(new NodeSummary(this.id, 1, 0, connections, CAPACITY, 0, NodeSummary.WELL, phase,
						Duration.ZERO, Duration.ZERO, true, "1"))
				.toCompletableFuture()
				.join();
			return this;
		}

		NodeOrders known() {
			return this.orders.known();
		}

	}

}
