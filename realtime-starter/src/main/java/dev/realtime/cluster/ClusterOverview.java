package dev.realtime.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
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

	/** After so many looks without an answer nobody knows how others are. */
	private static final int OUTDATED = 3;

	private final SummaryBoard board;

	private final NodeDirectory directory;

	/** Looks since the store has answered last. */
	private final AtomicInteger unanswered = new AtomicInteger();

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
		this.unanswered.incrementAndGet();
		return this.board.publish(own).thenCompose((done) -> this.board.read()).thenAccept((read) -> {
			this.latest = read.with(own);
			this.unanswered.set(0);
		}).exceptionally(ClusterOverview::leaveIt);
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
		NodeSummary own = this.latest.nodes().get(this.directory.self());
		if (own != null && !own.redisUp()) {
			return Optional
				.of("Redis cannot be used, so nobody could recover elsewhere, and how the others are is not known");
		}
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

	/**
	 * Whether another node takes whom this one does not: it serves, is well, and not too
	 * full. What was said more than some seconds ago does not count: if all nodes are in
	 * trouble and the store with them, each would rely on the others.
	 * @param fullest how full is too full, 1 for full
	 * @return whether there is such a node
	 */
	public boolean hasRoomElsewhere(double fullest) {
		return !isOutdated() && latest().nodes()
			.values()
			.stream()
			.anyMatch((node) -> !node.node().equals(this.directory.self()) && node.phase() == DrainPhase.ACTIVE
					&& !node.isThrottling() && node.connections() < fullest * node.capacity());
	}

	/**
	 * Whether nothing was heard of the others for so long that what is known of them may
	 * not be true any more.
	 * @return whether the store has not answered the last three times it was asked
	 */
	public boolean isOutdated() {
		return this.unanswered.get() >= OUTDATED;
	}

	private static @Nullable Void leaveIt(Throwable failure) {
		logger.debug("How other nodes are cannot be read; what was known last stays", failure);
		return null;
	}

}
