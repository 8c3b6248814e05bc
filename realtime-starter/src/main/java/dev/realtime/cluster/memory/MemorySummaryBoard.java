package dev.realtime.cluster.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.cluster.NodeSummary;
import dev.realtime.cluster.Summaries;
import dev.realtime.cluster.SummaryBoard;
import dev.realtime.cluster.memory.MemoryCluster.SaidSummary;
import dev.realtime.message.NodeId;

/**
 * What nodes of one process say of themselves. All stages are complete when they are
 * returned.
 */
public final class MemorySummaryBoard implements SummaryBoard {

	/** As long as a lease. */
	static final Duration LIFE = Duration.ofSeconds(15);

	private final MemoryCluster cluster;

	/**
	 * Opens the board.
	 * @param cluster what the nodes share
	 */
	public MemorySummaryBoard(MemoryCluster cluster) {
		this.cluster = cluster;
	}

	@Override
	public CompletionStage<Void> publish(NodeSummary summary) {
		this.cluster.summaries()
			.put(summary.node(), new SaidSummary(summary, this.cluster.clockMillis() + LIFE.toMillis()));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> withdraw(NodeId node) {
		this.cluster.summaries().remove(node);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Summaries> read() {
		long now = this.cluster.clockMillis();
		this.cluster.summaries().values().removeIf((said) -> said.untilMillis() <= now);
		Map<NodeId, NodeSummary> nodes = new HashMap<>();
		this.cluster.summaries().forEach((node, said) -> nodes.put(node, said.summary()));
		return CompletableFuture.completedFuture(new Summaries(nodes, 0));
	}

}
