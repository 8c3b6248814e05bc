package dev.realtime.inspect;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.realtime.cluster.NodeBus;
import dev.realtime.reconnect.ReconnectStats;
import dev.realtime.reconnect.ReconnectTop;
import dev.realtime.reconnect.ReconnectTop.Entry;

/**
 * Who comes back to all nodes. Thread-safe; no method blocks, and stages complete within
 * {@link NodeBus#DEADLINE}, never exceptionally.
 */
public final class ClusterReconnects {

	/** The most libraries, and the most ranges, that are told at a time. */
	public static final int MOST = ReconnectStats.MOST;

	private static final Comparator<Entry> MOST_FREQUENT_FIRST = Comparator.comparingLong(Entry::times)
		.thenComparingLong(Entry::timesAtLeast)
		.reversed()
		.thenComparing(Entry::name);

	private final Topic<Everything, ReconnectTop> topic;

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param reconnects counts those who come back to this node
	 * @param stats counts what is not understood
	 * @throws IllegalStateException if somebody answers on this node's bus already
	 */
	public ClusterReconnects(NodeBus bus, ReconnectStats reconnects, InspectionStats stats) {
		this.topic = new Topic<>(bus, "inspect.reconnects", Everything.class, ReconnectTop.class, stats,
				(asked) -> CompletableFuture.completedFuture(reconnects.top(MOST)));
	}

	/**
	 * Finds who came back most of late. Each node tells of all it remembers, so what is
	 * told is as exact in the sum as it is on the nodes.
	 * @param most how many libraries and how many ranges, from 1 to {@link #MOST}
	 * @return those, most frequent first
	 * @throws IllegalArgumentException if it is another number
	 */
	public CompletionStage<Found<ReconnectTop>> top(int most) {
		if (most < 1 || most > MOST) {
			throw new IllegalArgumentException(most + " address ranges were asked for; allowed is 1 to " + MOST);
		}
		return this.topic.askAll(new Everything())
			.thenApply((answers) -> answers.found((all) -> summed(all.all(), most)));
	}

	static ReconnectTop summed(Collection<ReconnectTop> nodes, int most) {
		return new ReconnectTop(summed(nodes, ReconnectTop::libraries, most),
				summed(nodes, ReconnectTop::ranges, most));
	}

	private static List<Entry> summed(Collection<ReconnectTop> nodes, Function<ReconnectTop, List<Entry>> kind,
			int most) {
		Map<String, Entry> sums = new HashMap<>();
		long allUnseen = 0;
		for (ReconnectTop node : nodes) {
			long unseen = unseen(kind.apply(node));
			allUnseen += unseen;
			// Whoever is listed is not unseen there: that is added to all at the end.
			kind.apply(node)
				.forEach((entry) -> sums.merge(entry.name(),
						new Entry(entry.name(), entry.times() - unseen, entry.timesAtLeast()),
						ClusterReconnects::plus));
		}
		long unlisted = allUnseen;
		return sums.values()
			.stream()
			.map((sum) -> new Entry(sum.name(), sum.times() + unlisted, sum.timesAtLeast()))
			.sorted(MOST_FREQUENT_FIRST)
			.limit(most)
			.toList();
	}

	private static Entry plus(Entry one, Entry other) {
		return new Entry(one.name(), one.times() + other.times(), one.timesAtLeast() + other.timesAtLeast());
	}

	/** How often somebody may have come back to a node that does not list him. */
	private static long unseen(List<Entry> listed) {
		return (listed.size() < MOST) ? 0 : listed.get(listed.size() - 1).times();
	}

	/** Asks for all that is remembered. */
	record Everything() {

	}

}
