package dev.realtime.cluster;

import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.NodeId;

/**
 * What a node knows of the orders. In: what was read. Out: whether other orders count
 * now, and what has to be written back because the store has lost it. What the store does
 * not have any more goes on counting until it is written back. Belongs to one thread at a
 * time.
 */
final class OrderKeeper {

	private final NodeId self;

	/** Stands in the book, or has stood there. */
	private NodeOrders known = NodeOrders.NONE;

	OrderKeeper(NodeId self) {
		this.self = self;
	}

	NodeOrders known() {
		return this.known;
	}

	/** Hears what stands, if it can be read. */
	Heard heard(NodeOrders standing) {
		if (standing.equals(this.known)) {
			return Heard.NOTHING_NEW;
		}
		if (standing.revision() == 0) {
			return new Heard(false, this.known);
		}
		if (standing.revision() <= this.known.revision()) {
			return new Heard(false, merged(standing));
		}
		NodeOrders kept = withOwn(standing);
		if (kept != null) {
			return new Heard(false, kept);
		}
		this.known = standing;
		return new Heard(true, null);
	}

	/** What stands, and what this node was told and is missing there; else nothing. */
	private @Nullable NodeOrders withOwn(NodeOrders standing) {
		OrdersDraft next = new OrdersDraft(standing, standing.revision() + 1);
		keep(this.known.nodes().get(this.self), next.nodes, this.self);
		keep(this.known.names().get(this.self.name()), next.names, this.self.name());
		boolean same = next.nodes.equals(standing.nodes()) && next.names.equals(standing.names());
		return same ? null : next.finish();
	}

	private static <K> void keep(@Nullable NodeOrder mine, Map<K, NodeOrder> orders, K key) {
		if (mine != null) {
			later(orders, Map.of(key, mine), NodeOrder::number);
		}
	}

	/**
	 * The store has lost orders, and somebody has begun anew meanwhile: both count, of
	 * two about the same thing the younger.
	 */
	private NodeOrders merged(NodeOrders standing) {
		OrdersDraft next = new OrdersDraft(this.known, this.known.revision() + 1);
		later(next.nodes, standing.nodes(), NodeOrder::number);
		later(next.names, standing.names(), NodeOrder::number);
		later(next.tiers, standing.tiers(), TierOverride::atMillis);
		later(next.priorities, standing.priorities(), PriorityOverride::atMillis);
		next.operation = later(next.operation, standing.operation());
		return next.finish();
	}

	private static <K, T> void later(Map<K, T> kept, Map<K, T> others, ToLongFunction<T> time) {
		others.forEach((key, other) -> kept.merge(key, other,
				(mine, theirs) -> (time.applyAsLong(theirs) > time.applyAsLong(mine)) ? theirs : mine));
	}

	private static @Nullable Operation later(@Nullable Operation mine, @Nullable Operation theirs) {
		if (mine == null || theirs == null) {
			return (mine != null) ? mine : theirs;
		}
		boolean same = mine.id().equals(theirs.id());
		return (same ? theirs.end() != null : theirs.startedMillis() > mine.startedMillis()) ? theirs : mine;
	}

	/**
	 * What to do.
	 *
	 * @param changed whether other orders count now
	 * @param writeBack what to write in place of what was heard, if the store has lost
	 * something
	 */
	record Heard(boolean changed, @Nullable NodeOrders writeBack) {

		static final Heard NOTHING_NEW = new Heard(false, null);

	}

}
