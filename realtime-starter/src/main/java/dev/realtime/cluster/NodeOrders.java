package dev.realtime.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;

/**
 * Everything operators want of a cluster, as it stands in the {@link OrderBook}.
 *
 * <p>
 * An order for a node is one for its incarnation: its successor, which starts when the
 * process does, begins by serving. Who wants it otherwise orders by name: such a cordon
 * is there for whoever comes under that name, until the name is told to serve. Of an
 * order for the incarnation and one for the name the younger counts. Immutable; each
 * change is a copy with the next revision.
 *
 * @param revision counts the changes, 0 if nothing was ever ordered
 * @param nodes what nodes are to do
 * @param names what whoever has a name is to do: serve, or be cordoned
 * @param tiers the tiers nodes are to be in
 * @param priorities the priorities channels are to have, by pattern
 * @param operation the one that runs or has run last
 */
public record NodeOrders(long revision, Map<NodeId, NodeOrder> nodes, Map<String, NodeOrder> names,
		Map<NodeId, TierOverride> tiers, Map<String, PriorityOverride> priorities, @Nullable Operation operation) {

	/** Nothing was ever ordered. */
	public static final NodeOrders NONE = new NodeOrders(0, Map.of(), Map.of(), Map.of(), Map.of(), null);

	/** What is about nodes that are gone is kept for a while, in case they are not. */
	private static final long PRUNE_AFTER_MILLIS = TimeUnit.HOURS.toMillis(1);

	/**
	 * Copies the maps.
	 * @throws IllegalArgumentException if a name is told something that only a node can
	 * do, or a pattern cannot be one
	 */
	public NodeOrders {
		nodes = Map.copyOf(nodes);
		names = Map.copyOf(names);
		tiers = Map.copyOf(tiers);
		priorities = Map.copyOf(priorities);
		for (NodeOrder order : names.values()) {
			if (!(order.desired() instanceof Serve || order.desired() instanceof Cordon)) {
				throw new IllegalArgumentException("A name was told " + order.desired()
						+ "; it may be told to serve or to be cordoned: tell the node that has it now");
			}
		}
		priorities.keySet().forEach(NodeOrders::checkPattern);
	}

	private static void checkPattern(String pattern) {
		if (pattern.isEmpty() || pattern.length() > 255 || pattern.chars().anyMatch(Character::isWhitespace)) {
			throw new IllegalArgumentException("A priority is ordered for '" + pattern
					+ "'; a pattern has 1 to 255 characters and no white space");
		}
	}

	/**
	 * Returns what a node is to do.
	 * @param node which
	 * @return nothing if nobody has said anything, which never means to serve: it goes on
	 * with what it does
	 */
	public Optional<NodeOrder> orderFor(NodeId node) {
		NodeOrder own = this.nodes.get(node);
		NodeOrder named = this.names.get(node.name());
		return Optional.ofNullable((own == null || (named != null && named.number() > own.number())) ? named : own);
	}

	/**
	 * Returns the tier a node is to be in.
	 * @param node which
	 * @param nowMillis the time, by the clock of who asks
	 * @return nothing if it decides for itself
	 */
	public Optional<TierOverride> tierFor(NodeId node, long nowMillis) {
		return Optional.ofNullable(this.tiers.get(node)).filter((tier) -> tier.isInForce(nowMillis));
	}

	/**
	 * Returns the priorities that count instead of those of the rules.
	 * @param nowMillis the time, by the clock of who asks
	 * @return by pattern
	 */
	public Map<String, Priority> prioritiesInForce(long nowMillis) {
		Map<String, Priority> inForce = new HashMap<>();
		this.priorities.forEach((pattern, override) -> {
			if (override.isInForce(nowMillis)) {
				inForce.put(pattern, override.priority());
			}
		});
		return Map.copyOf(inForce);
	}

	/**
	 * Returns the operation that keeps others away.
	 * @param nowMillis the time, by the clock of who asks
	 * @return nothing if one may be begun
	 */
	public Optional<Operation> running(long nowMillis) {
		return Optional.ofNullable(this.operation).filter((each) -> each.isRunning(nowMillis));
	}

	/**
	 * Orders a node.
	 * @param node this incarnation, not its successors
	 * @param desired what it is to do
	 * @param by who orders it
	 * @param nowMillis the time
	 * @return the next revision
	 */
	public NodeOrders order(NodeId node, DrainOrder desired, String by, long nowMillis) {
		return changed((next) -> next.nodes.put(node, new NodeOrder(numberAt(nowMillis), desired, by)));
	}

	/**
	 * Orders whoever has a name, now and after a restart.
	 * @param name of nodes
	 * @param desired to serve or to be cordoned
	 * @param by who orders it
	 * @param nowMillis the time
	 * @return the next revision
	 * @throws IllegalArgumentException if it is another order
	 */
	public NodeOrders orderName(String name, DrainOrder desired, String by, long nowMillis) {
		return changed((next) -> next.names.put(name, new NodeOrder(numberAt(nowMillis), desired, by)));
	}

	/**
	 * Orders a tier.
	 * @param node this incarnation
	 * @param tier the tier, nothing to let the node decide again
	 * @return the next revision
	 */
	public NodeOrders overrideTier(NodeId node, @Nullable TierOverride tier) {
		return changed((next) -> next.tiers.compute(node, (key, before) -> tier));
	}

	/**
	 * Orders a priority.
	 * @param pattern of channels
	 * @param priority theirs, nothing to let the rules decide again
	 * @return the next revision
	 * @throws IllegalArgumentException if the pattern cannot be one
	 */
	public NodeOrders overridePriority(String pattern, @Nullable PriorityOverride priority) {
		return changed((next) -> next.priorities.compute(pattern, (key, before) -> priority));
	}

	/**
	 * Begins an operation, and orders its targets.
	 * @param begun the operation
	 * @param desired what each of its targets is to do
	 * @return the next revision
	 * @throws IllegalStateException if another one runs: ask {@link #running} first
	 * @throws IllegalArgumentException if it is not said of every target what it does
	 */
	public NodeOrders begin(Operation begun, Map<NodeId, DrainOrder> desired) {
		running(begun.startedMillis()).ifPresent((other) -> {
			throw new IllegalStateException("Operation '" + other.kind() + "' of " + other.by()
					+ " still runs: wait until it has ended, or cancel it");
		});
		if (!desired.keySet().equals(begun.targets())) {
			throw new IllegalArgumentException("Operation '" + begun.kind() + "' is for " + begun.targets()
					+ ", and orders were given for " + desired.keySet());
		}
		return changed((next) -> {
			next.operation = begun;
			long number = numberAt(begun.startedMillis());
			desired.forEach((node, order) -> next.nodes.put(node, new NodeOrder(number, order, begun.by())));
		});
	}

	/**
	 * Ends the operation, so that another may be begun. What its targets were told they
	 * do all the same.
	 * @param outcome how it has ended
	 * @param nowMillis the time
	 * @return the next revision, or these if there is none to end
	 */
	public NodeOrders end(Outcome outcome, long nowMillis) {
		Operation current = this.operation;
		return (current == null || current.end() != null) ? this
				: changed((next) -> next.operation = current.ended(outcome, nowMillis));
	}

	/**
	 * Forgets overrides that have ended and, after an hour, what nodes that are gone were
	 * told and that names nobody has were told to serve. Cordons of names stay.
	 * @param alive the nodes that are there
	 * @param nowMillis the time
	 * @return the next revision, or these if there is nothing to forget
	 */
	public NodeOrders pruned(Set<NodeId> alive, long nowMillis) {
		NodeOrders next = changed((draft) -> {
			draft.nodes.entrySet()
				.removeIf((each) -> !alive.contains(each.getKey()) && isOld(each.getValue(), nowMillis));
			Set<String> taken = alive.stream().map(NodeId::name).collect(Collectors.toSet());
			draft.names.entrySet()
				.removeIf((each) -> !taken.contains(each.getKey()) && each.getValue().desired() instanceof Serve
						&& isOld(each.getValue(), nowMillis));
			draft.tiers.values().removeIf((each) -> !each.isInForce(nowMillis));
			draft.priorities.values().removeIf((each) -> !each.isInForce(nowMillis));
		});
		return next.hasSameContent(this) ? this : next;
	}

	private static boolean isOld(NodeOrder order, long nowMillis) {
		return nowMillis - order.number() >= PRUNE_AFTER_MILLIS;
	}

	/** Above all there are, so that the order in which they were given is kept. */
	private long numberAt(long nowMillis) {
		return Stream.concat(this.nodes.values().stream(), this.names.values().stream())
			.mapToLong((order) -> order.number() + 1)
			.reduce(nowMillis, Math::max);
	}

	private boolean hasSameContent(NodeOrders other) {
		return new NodeOrders(other.revision, this.nodes, this.names, this.tiers, this.priorities, this.operation)
			.equals(other);
	}

	private NodeOrders changed(Consumer<OrdersDraft> change) {
		OrdersDraft next = new OrdersDraft(this, this.revision + 1);
		change.accept(next);
		return next.finish();
	}

	/**
	 * Returns all orders as they travel.
	 * @return for {@link #read}; the same orders are always the same bytes
	 */
	public byte[] toBytes() {
		return OrdersForm.write(this);
	}

	/**
	 * Reads what a node has written.
	 * @param bytes what {@link #toBytes} has returned there
	 * @return nothing if it is of another version or malformed
	 */
	public static @Nullable NodeOrders read(byte[] bytes) {
		return OrdersForm.read(bytes);
	}

	@Override
	public String toString() {
		return "orders of revision " + this.revision + " for " + this.nodes.keySet() + ", names " + this.names.keySet();
	}

}
