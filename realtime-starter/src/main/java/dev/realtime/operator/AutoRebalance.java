package dev.realtime.operator;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.Operation;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.Rebalance;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.operator.OrderResult.Done;

/**
 * Orders nodes to be balanced when they have been off their share for a while and nothing
 * else is going on. Of all nodes that serve the first by name does so; were two of them
 * to think that of themselves, the record of the operation would stop the second. Belongs
 * to the one thread that calls {@link #run()} regularly.
 */
public final class AutoRebalance implements Runnable {

	/** How often it looks. */
	public static final Duration LOOK_EVERY = Duration.ofSeconds(5);

	/** So many looks in a row have to find nodes off their share: a minute. */
	private static final int LOOKS = 12;

	/** Clients that were moved need time to come back before anything is judged again. */
	private static final Duration REST = Duration.ofMinutes(5);

	private static final Logger logger = LoggerFactory.getLogger(AutoRebalance.class);

	private final Operator operator;

	private final NodeDirectory directory;

	private final ClusterOverview overview;

	private final DrainPlan plan;

	private final Ticker ticker;

	private int looks;

	/**
	 * Makes an automatic operator that has seen nothing yet.
	 * @param operator orders
	 * @param directory this node
	 * @param overview which nodes serve
	 * @param plan how connections are moved
	 * @param ticker the clock
	 */
	public AutoRebalance(Operator operator, NodeDirectory directory, ClusterOverview overview, DrainPlan plan,
			Ticker ticker) {
		this.operator = operator;
		this.directory = directory;
		this.overview = overview;
		this.plan = plan;
		this.ticker = ticker;
	}

	/**
	 * Looks once.
	 */
	@Override
	public void run() {
		// What costs most is worked out last, and by one node only.
		Rebalance rebalance = (isFirst() && isQuiet() && !this.overview.isOutdated()) ? this.operator.previewRebalance()
				: null;
		if (rebalance == null || !rebalance.isNeeded()) {
			this.looks = 0;
		}
		else if (++this.looks >= LOOKS) {
			this.looks = 0;
			logger.info("Balancing by itself (realtime.drain.auto-rebalance): {}", rebalance.words());
			this.operator.rebalance(this.plan, new Signature("auto-rebalance", this.operator.known().revision()))
				.whenComplete(AutoRebalance::tell);
		}
	}

	private boolean isFirst() {
		Optional<NodeId> first = this.overview.latest()
			.nodes()
			.values()
			.stream()
			.filter((node) -> node.phase() == DrainPhase.ACTIVE)
			.map((node) -> node.node())
			.min(Comparator.comparing(NodeId::toString));
		return first.filter(this.directory.self()::equals).isPresent();
	}

	private boolean isQuiet() {
		long now = this.ticker.currentTimeMillis();
		Operation last = this.operator.known().operation();
		if (last == null) {
			return true;
		}
		Operation.End end = last.end();
		long over = (end != null) ? end.atMillis() : last.overdueMillis();
		return now - over >= REST.toMillis();
	}

	private static void tell(OrderResult result, Throwable failure) {
		if (failure != null) {
			logger.warn("Nodes could not be balanced; it is tried again: {}", failure.getMessage());
		}
		else if (!(result instanceof Done)) {
			logger.info("Nodes are not balanced: {}", result);
		}
	}

}
