package dev.realtime.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.drain.DrainPhase;

/**
 * How all nodes are, as this one knows it. While the store is away it stays what it was
 * last, with the times at which it was said. Thread-safe; no method blocks.
 */
public final class ClusterOverview {

	private static final Logger logger = LoggerFactory.getLogger(ClusterOverview.class);

	private final SummaryBoard board;

	private final NodeDirectory directory;

	private volatile Summaries latest = Summaries.NONE;

	/**
	 * Makes an overview in which nobody is.
	 * @param board where nodes say how they are
	 * @param directory which of them count
	 */
	public ClusterOverview(SummaryBoard board, NodeDirectory directory) {
		this.board = board;
		this.directory = directory;
	}

	/**
	 * Says how this node is and looks how the others are. To be called every two seconds.
	 * @param own how this node is
	 * @return completes when that is done, or has come to nothing; never exceptionally
	 */
	public CompletionStage<Void> exchange(NodeSummary own) {
		this.latest = this.latest.with(own);
		return this.board.publish(own)
			.thenCompose((done) -> this.board.read())
			.thenAccept((read) -> this.latest = read.with(own))
			.exceptionally(ClusterOverview::leaveIt);
	}

	/**
	 * Returns how the nodes are that are alive.
	 * @return this node among them, once it has said anything
	 */
	public Summaries latest() {
		return this.latest.of(this.directory.alive());
	}

	/**
	 * Takes away what this node has said, because it ends.
	 * @return completes when that is done, or has come to nothing; never exceptionally
	 */
	public CompletionStage<Void> withdraw() {
		return this.board.withdraw(this.directory.self()).exceptionally(ClusterOverview::leaveIt);
	}

	/**
	 * Says why no connections should be given to other nodes just now.
	 * @return the nodes that are in trouble themselves, or that there is no other;
	 * nothing if all that serve are well
	 */
	public Optional<String> obstacle() {
		List<NodeSummary> others = latest().nodes()
			.values()
			.stream()
			.filter((node) -> !node.node().equals(this.directory.self()) && node.phase() == DrainPhase.ACTIVE)
			.toList();
		if (others.isEmpty()) {
			return Optional.of("no other node takes connections");
		}
		String troubled = others.stream()
			.filter(NodeSummary::isThrottling)
			.map((node) -> "node " + node.node().name() + " is in tier " + node.tier())
			.sorted()
			.collect(Collectors.joining(", "));
		return troubled.isEmpty() ? Optional.empty() : Optional.of(troubled);
	}

	private static @Nullable Void leaveIt(Throwable failure) {
		logger.debug("How other nodes are cannot be read; what was known last stays", failure);
		return null;
	}

}
