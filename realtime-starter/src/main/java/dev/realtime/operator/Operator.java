package dev.realtime.operator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.Operation;
import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.drain.CapacityCheck;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainSettings;
import dev.realtime.drain.Rebalance;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;

/**
 * Orders what nodes do: to get no more clients, to be emptied, to serve again, to be
 * balanced. One operation runs at a time, because its record is in the way of a second.
 *
 * <p>
 * Nothing waits for a node: what is written down each of them does by itself, and says in
 * its reports how far it is. Stages complete on any thread, exceptionally only if the
 * store of orders cannot be reached. Thread-safe; no method blocks.
 */
public final class Operator {

	/** What an operation that empties nodes is called. */
	public static final String DRAIN = "drain";

	/** What an operation that balances nodes is called. */
	public static final String REBALANCE = "rebalance";

	/** Beyond what it should take, an operation is not waited for longer. */
	private static final Duration GRACE = Duration.ofMinutes(5);

	private final OrderWatch orders;

	private final Targets targets;

	private final OrderWriter writer;

	private final DrainSettings settings;

	private final Ticker ticker;

	/**
	 * Makes the operator of a node.
	 * @param directory which nodes there are
	 * @param orders where orders are written down
	 * @param overview how full nodes are
	 * @param settings how full others may become, and when nodes are balanced
	 * @param ticker the clock
	 */
	public Operator(NodeDirectory directory, OrderWatch orders, ClusterOverview overview, DrainSettings settings,
			Ticker ticker) {
		this.orders = orders;
		this.targets = new Targets(directory, overview);
		this.writer = new OrderWriter(orders);
		this.settings = settings;
		this.ticker = ticker;
	}

	/**
	 * Returns what is ordered, as far as this node knows.
	 * @return with the revision to sign with
	 */
	public NodeOrders known() {
		return this.orders.known();
	}

	/**
	 * Orders nodes to get no new clients and to keep those they have.
	 * @param nodes which
	 * @param byName whether that also holds for those that come under the same names
	 * after a restart
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> cordon(Set<NodeId> nodes, boolean byName, Signature signature) {
		return order(nodes, signature, (standing, now) -> {
			NodeOrders next = standing;
			for (NodeId node : nodes) {
				next = byName ? next.orderName(node.name(), new Cordon(), signature.by(), now)
						: next.order(node, new Cordon(), signature.by(), now);
			}
			return new Done(withoutThese(next, nodes, now),
					Targets.names(nodes) + " gets no more clients" + (byName ? ", after a restart neither" : ""));
		});
	}

	/**
	 * Orders nodes to serve. An operation of which nothing else is left has been
	 * cancelled by that.
	 * @param nodes which
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> resume(Set<NodeId> nodes, Signature signature) {
		return order(nodes, signature,
				(standing, now) -> new Done(serving(withoutThese(standing, nodes, now), nodes, signature, now),
						Targets.names(nodes) + " serves"));
	}

	/**
	 * Says what a drain would mean.
	 * @param nodes which would be emptied
	 * @param plan how
	 * @return as far as nodes have said how full they are
	 */
	public DrainPreview previewDrain(Set<NodeId> nodes, DrainPlan plan) {
		CapacityCheck check = check(nodes, plan);
		Map<NodeId, Integer> connections = this.targets.connections(nodes);
		int most = connections.values().stream().mapToInt(Integer::intValue).max().orElse(0);
		return new DrainPreview(connections, check, plan.words(most) + "; " + check.words());
	}

	/**
	 * Orders nodes to become empty, at the same time. Ordered again while it runs it
	 * changes the plan.
	 * @param nodes which
	 * @param plan how; unless it is forced it is refused if the others have no room
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> drain(Set<NodeId> nodes, DrainPlan plan, Signature signature) {
		return order(nodes, signature, (standing, now) -> {
			Optional<Refused> unheard = plan.forced() ? Optional.empty()
					: this.targets.outdated().or(() -> this.targets.silent(nodes));
			if (unheard.isPresent()) {
				return unheard.get();
			}
			DrainPreview preview = previewDrain(nodes, plan);
			if (!preview.check().isAllowed()) {
				return new Refused(Reason.NO_ROOM, preview.check().words());
			}
			int most = preview.connections().values().stream().mapToInt(Integer::intValue).max().orElse(0);
			Map<NodeId, DrainOrder> desired = nodes.stream()
				.collect(Collectors.toMap((node) -> node, (node) -> new Drain(plan)));
			return begin(standing, DRAIN, desired, time(plan, most), signature, preview.words());
		});
	}

	/**
	 * Says what balancing the nodes would mean.
	 * @return as far as nodes have said how full they are
	 */
	public Rebalance previewRebalance() {
		return Rebalance.of(this.targets.loads(), this.settings.rebalance());
	}

	/**
	 * Orders the nodes that have more than their share to give some of it away.
	 * @param plan how; its rate is that of each node
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> rebalance(DrainPlan plan, Signature signature) {
		return this.writer.write(signature.revision(), (standing) -> {
			Optional<Refused> outdated = this.targets.outdated();
			if (outdated.isPresent()) {
				return outdated.get();
			}
			Rebalance rebalance = previewRebalance();
			if (!rebalance.isNeeded()) {
				return new Refused(Reason.NOTHING_TO_DO, rebalance.words());
			}
			Map<NodeId, DrainOrder> desired = new HashMap<>();
			rebalance.gives().forEach((node, count) -> desired.put(node, new Give(count, plan)));
			int most = rebalance.gives().values().stream().mapToInt(Integer::intValue).max().orElse(0);
			return begin(standing, REBALANCE, desired, time(plan, most), signature, rebalance.words());
		});
	}

	/**
	 * Ends the operation that runs; its nodes serve again, with what they still have.
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> cancel(Signature signature) {
		return this.writer.write(signature.revision(), (standing) -> {
			long now = this.ticker.currentTimeMillis();
			Operation running = standing.running(now).orElse(null);
			if (running == null) {
				return new Refused(Reason.NOTHING_TO_DO, "no operation runs that could be cancelled");
			}
			NodeOrders next = serving(standing.end(Outcome.CANCELLED, now), running.targets(), signature, now);
			return new Done(next, "the " + running.kind() + " of " + running.by() + " is cancelled; "
					+ Targets.names(running.targets()) + " serves");
		});
	}

	private OrderResult begin(NodeOrders standing, String kind, Map<NodeId, DrainOrder> desired, Duration time,
			Signature signature, String words) {
		long now = this.ticker.currentTimeMillis();
		Operation running = standing.running(now).orElse(null);
		boolean again = running != null && running.kind().equals(DRAIN) && kind.equals(DRAIN)
				&& running.targets().equals(desired.keySet());
		if (running != null && !again) {
			return new Refused(Reason.BUSY, "the " + running.kind() + " of " + running.by() + " for "
					+ Targets.names(running.targets()) + " still runs: wait until it has ended, or cancel it");
		}
		NodeOrders free = again ? standing.end(Outcome.CANCELLED, now) : standing.pruned(this.targets.alive(), now);
		Operation begun = Operation.running(UUID.randomUUID().toString(), kind, desired.keySet(), signature.by(), now,
				now + time.toMillis());
		return new Done(free.begin(begun, desired), words);
	}

	private CompletionStage<OrderResult> order(Set<NodeId> nodes, Signature signature,
			BiFunction<NodeOrders, Long, OrderResult> change) {
		return this.writer.write(signature.revision(), (standing) -> {
			Optional<Refused> unknown = this.targets.unknown(nodes);
			return unknown.isPresent() ? unknown.get() : change.apply(standing, this.ticker.currentTimeMillis());
		});
	}

	/** What runs for these nodes only has come to nothing. */
	private static NodeOrders withoutThese(NodeOrders standing, Set<NodeId> nodes, long nowMillis) {
		boolean nothingLeft = standing.running(nowMillis).filter((op) -> nodes.containsAll(op.targets())).isPresent();
		return nothingLeft ? standing.end(Outcome.CANCELLED, nowMillis) : standing;
	}

	/** Whoever comes under a name that was cordoned would not serve. */
	private static NodeOrders serving(NodeOrders standing, Set<NodeId> nodes, Signature signature, long nowMillis) {
		NodeOrders next = standing;
		for (NodeId node : nodes) {
			next = standing.names().containsKey(node.name())
					? next.orderName(node.name(), new Serve(), signature.by(), nowMillis)
					: next.order(node, new Serve(), signature.by(), nowMillis);
		}
		return next;
	}

	private CapacityCheck check(Set<NodeId> nodes, DrainPlan plan) {
		return CapacityCheck.of(nodes, this.targets.loads(), this.settings.fullest(), plan.forced());
	}

	private static Duration time(DrainPlan plan, int connections) {
		Duration expected = plan.expected(connections);
		Duration deadline = plan.deadline();
		return ((deadline != null && deadline.compareTo(expected) > 0) ? deadline : expected).plus(GRACE);
	}

}
