package dev.realtime.drain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.realtime.message.NodeId;

/**
 * Who gives how many connections so that all nodes are about equally full, and who is
 * expected to get them; a balancer decides where clients really go. No more are moved
 * than bring every node to within the tolerance of its share.
 *
 * <p>
 * Nodes that are cordoned, leave or just come back take no part. One that is overloaded
 * may give, never take.
 *
 * @param gives how many each donor gives, the greatest first
 * @param takes how many each recipient is expected to get, the greatest first
 * @param words what would be done, or why nothing is
 */
public record Rebalance(Map<NodeId, Integer> gives, Map<NodeId, Integer> takes, String words) {

	/** Who is above the tolerance, else who is fullest. */
	private static final Comparator<Part> DONOR_FIRST = Comparator.comparingInt(Part::above)
		.thenComparingDouble(Part::fullness)
		.reversed();

	/** Who is below the tolerance, else who is emptiest. */
	private static final Comparator<Part> RECIPIENT_FIRST = Comparator.comparingInt(Part::below)
		.reversed()
		.thenComparingDouble(Part::fullness);

	/**
	 * Copies the maps and keeps their order.
	 */
	public Rebalance {
		gives = sorted(gives);
		takes = sorted(takes);
	}

	/**
	 * Works it out.
	 * @param nodes all that are alive
	 * @param limits when and how far
	 * @return what to do, which may be nothing
	 */
	public static Rebalance of(Collection<NodeLoad> nodes, RebalanceLimits limits) {
		List<Part> parts = taking(nodes);
		if (parts.size() < 2) {
			return nothing("fewer than two nodes take part: there is nothing to balance");
		}
		parts.forEach((part) -> part.band(limits.band(part.share)));
		if (parts.stream().noneMatch((part) -> limits.isExceeded(part.share, part.before))) {
			return nothing("nothing is moved: " + extremes(parts) + "; below " + percent(limits.imbalance())
					+ " or fewer than " + limits.least() + " connections nothing is done");
		}
		int moved = Math.max(parts.stream().mapToInt(Part::above).sum(), parts.stream().mapToInt(Part::below).sum());
		for (int i = 0; i < moved; i++) {
			first(parts, DONOR_FIRST).now--;
			first(parts, RECIPIENT_FIRST).now++;
		}
		return new Rebalance(amounts(parts, -1), amounts(parts, 1), describe(parts, moved));
	}

	/**
	 * Whether anything is to be moved.
	 * @return whether there is a donor
	 */
	public boolean isNeeded() {
		return !this.gives.isEmpty();
	}

	/** An overloaded node takes part only as long as it has more than its share. */
	private static List<Part> taking(Collection<NodeLoad> nodes) {
		List<NodeLoad> taking = new ArrayList<>(
				nodes.stream().filter((node) -> node.phase() == DrainPhase.ACTIVE).toList());
		List<Part> parts;
		do {
			long connections = taking.stream().mapToLong(NodeLoad::connections).sum();
			long capacity = taking.stream().mapToLong(NodeLoad::capacity).sum();
			parts = taking.stream()
				.map((node) -> new Part(node, (double) connections * node.capacity() / capacity))
				.toList();
		}
		while (taking.removeAll(parts.stream().filter(Part::cannotTake).map((part) -> part.node).toList()));
		return parts;
	}

	/** A plain loop: it runs once for each connection that is moved. */
	private static Part first(List<Part> parts, Comparator<Part> comparator) {
		Part first = parts.get(0);
		for (Part part : parts) {
			if (comparator.compare(part, first) < 0) {
				first = part;
			}
		}
		return first;
	}

	private static Map<NodeId, Integer> amounts(List<Part> parts, int sign) {
		return parts.stream()
			.filter((part) -> (part.now - part.before) * sign > 0)
			.collect(Collectors.toMap((part) -> part.node.node(), (part) -> (part.now - part.before) * sign));
	}

	private static Map<NodeId, Integer> sorted(Map<NodeId, Integer> amounts) {
		Map<NodeId, Integer> sorted = new LinkedHashMap<>();
		amounts.entrySet()
			.stream()
			.sorted(Map.Entry.<NodeId, Integer>comparingByValue()
				.reversed()
				.thenComparing((entry) -> entry.getKey().toString()))
			.forEach((entry) -> sorted.put(entry.getKey(), entry.getValue()));
		return Collections.unmodifiableMap(sorted);
	}

	private static Rebalance nothing(String why) {
		return new Rebalance(Map.of(), Map.of(), why);
	}

	private static String describe(List<Part> parts, int moved) {
		int all = parts.stream().mapToInt((part) -> part.before).sum();
		String each = parts.stream()
			.filter((part) -> part.now != part.before)
			.sorted(Comparator.comparingInt((part) -> part.now - part.before))
			.map(Part::words)
			.collect(Collectors.joining("; "));
		return "move " + moved + " of " + all + " connections: " + each;
	}

	private static String extremes(List<Part> parts) {
		Part fullest = parts.stream().max(Comparator.comparingDouble(Part::fullness)).orElseThrow();
		Part emptiest = parts.stream().min(Comparator.comparingDouble(Part::fullness)).orElseThrow();
		return fullest.node.node().name() + " has " + fullest.before + ", its share would be "
				+ Math.round(fullest.share) + "; " + emptiest.node.node().name() + " has " + emptiest.before
				+ ", its share would be " + Math.round(emptiest.share);
	}

	private static String percent(double part) {
		return Math.round(part * 100) + " %";
	}

	/** A node that takes part, while connections are moved in thought. */
	private static final class Part {

		private final NodeLoad node;

		private final double share;

		private final int before;

		private int now;

		private int least;

		private int most;

		Part(NodeLoad node, double share) {
			this.node = node;
			this.share = share;
			this.before = node.connections();
			this.now = this.before;
		}

		void band(double width) {
			this.least = (int) Math.ceil(this.share - width);
			this.most = (int) Math.floor(this.share + width);
		}

		boolean cannotTake() {
			return this.node.overloaded() && this.before <= this.share;
		}

		int above() {
			return Math.max(0, this.now - this.most);
		}

		int below() {
			return Math.max(0, this.least - this.now);
		}

		double fullness() {
			return (double) this.now / this.node.capacity();
		}

		String words() {
			int change = this.now - this.before;
			return this.node.node().name() + ((change < 0) ? " gives " : " gets ") + Math.abs(change) + " ("
					+ this.before + " to " + this.now + ")";
		}

	}

}
