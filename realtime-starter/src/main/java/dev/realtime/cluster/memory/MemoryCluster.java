package dev.realtime.cluster.memory;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.NodeSummary;
import dev.realtime.cluster.Registration;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;

/**
 * What the nodes of one process share. Registrations of one user take turns on the map's
 * bin. Thread-safe.
 */
public final class MemoryCluster {

	private final LongSupplier clockMillis;

	private final Map<NodeId, MemoryNodeBus> members = new ConcurrentHashMap<>();

	private final Map<UserId, NavigableSet<Registration>> registrations = new ConcurrentHashMap<>();

	private final Map<NodeId, SaidSummary> summaries = new ConcurrentHashMap<>();

	private final AtomicReference<NodeOrders> orders = new AtomicReference<>(NodeOrders.NONE);

	private final List<Runnable> whenLost = new CopyOnWriteArrayList<>();

	/**
	 * Makes a cluster without nodes.
	 * @param clockMillis the time of day in milliseconds since 1970
	 */
	public MemoryCluster(LongSupplier clockMillis) {
		this.clockMillis = clockMillis;
	}

	/**
	 * Ends a node without a word: it is not alive any more and answers nothing. What it
	 * has registered stays until somebody removes it.
	 * @param node which
	 */
	public void leave(NodeId node) {
		this.members.remove(node);
	}

	/**
	 * Loses all registrations, summaries and orders, as a store that was emptied, and
	 * tells all nodes.
	 */
	public void lose() {
		this.registrations.clear();
		this.summaries.clear();
		this.orders.set(NodeOrders.NONE);
		this.whenLost.forEach(Runnable::run);
	}

	/**
	 * Returns how many registrations there are, dead ones included.
	 * @return number of connections
	 */
	public int size() {
		return this.registrations.keySet().stream().mapToInt((user) -> find(user).size()).sum();
	}

	void join(NodeId node, MemoryNodeBus bus) {
		if (this.members.putIfAbsent(node, bus) != null) {
			throw new IllegalStateException("Node " + node + " has a bus in this cluster");
		}
	}

	@Nullable MemoryNodeBus busOf(NodeId node) {
		return this.members.get(node);
	}

	Set<NodeId> members() {
		return Set.copyOf(this.members.keySet());
	}

	void whenLost(Runnable listener) {
		this.whenLost.add(listener);
	}

	Map<NodeId, SaidSummary> summaries() {
		return this.summaries;
	}

	AtomicReference<NodeOrders> orders() {
		return this.orders;
	}

	long clockMillis() {
		return this.clockMillis.getAsLong();
	}

	/** Changes the registrations of a user; answers what there is then. */
	List<Registration> change(UserId user, Consumer<NavigableSet<Registration>> change) {
		AtomicReference<List<Registration>> result = new AtomicReference<>(List.of());
		this.registrations.compute(user, (key, existing) -> {
			NavigableSet<Registration> changed = (existing != null) ? existing
					: new TreeSet<>(Registration.OLDEST_FIRST);
			change.accept(changed);
			result.set(List.copyOf(changed));
			return changed.isEmpty() ? null : changed;
		});
		return result.get();
	}

	List<Registration> find(UserId user) {
		return change(user, (unchanged) -> {
		});
	}

	/**
	 * What a node says of itself, and until when it counts.
	 *
	 * @param summary what it says
	 * @param untilMillis until when
	 */
	record SaidSummary(NodeSummary summary, long untilMillis) {

	}

}
