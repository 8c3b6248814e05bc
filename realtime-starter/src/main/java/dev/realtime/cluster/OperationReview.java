package dev.realtime.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.message.NodeId;

/**
 * Whether the operation that runs has come to its end. Nobody is in charge of it: any
 * node may look, and the first that writes it down has closed it. Belongs to one thread
 * at a time.
 */
public final class OperationReview {

	/**
	 * A node that is missing for so long is gone. Not at once: an emptied Redis knows no
	 * node for a moment.
	 */
	private static final long GONE_AFTER_MILLIS = TimeUnit.SECONDS.toMillis(15);

	private final Map<NodeId, Long> missingSince = new HashMap<>();

	/**
	 * Looks, every few seconds.
	 * @param orders that count
	 * @param summaries what nodes say of themselves
	 * @param alive the nodes that are there
	 * @param nowMillis the time, by this node's clock
	 * @return how it has ended, to be written with {@link NodeOrders#end}; nothing if it
	 * still runs or none is there
	 */
	public Optional<Outcome> review(NodeOrders orders, Map<NodeId, NodeSummary> summaries, Set<NodeId> alive,
			long nowMillis) {
		Operation operation = orders.operation();
		if (operation == null || operation.end() != null) {
			this.missingSince.clear();
			return Optional.empty();
		}
		boolean finished = true;
		for (NodeId target : operation.targets()) {
			// All are looked at: it is noted since when each is missing.
			finished &= isGone(target, alive, nowMillis) || isDone(target, orders, summaries.get(target));
		}
		this.missingSince.keySet().retainAll(operation.targets());
		if (finished) {
			return Optional.of(Outcome.FINISHED);
		}
		return operation.isRunning(nowMillis) ? Optional.empty() : Optional.of(Outcome.OVERDUE);
	}

	private boolean isGone(NodeId node, Set<NodeId> alive, long nowMillis) {
		if (alive.contains(node)) {
			this.missingSince.remove(node);
			return false;
		}
		Long since = this.missingSince.putIfAbsent(node, nowMillis);
		return since != null && nowMillis - since >= GONE_AFTER_MILLIS;
	}

	private static boolean isDone(NodeId node, NodeOrders orders, @Nullable NodeSummary summary) {
		return summary != null
				&& orders.orderFor(node).filter((order) -> summary.ordersDone() >= order.number()).isPresent();
	}

}
