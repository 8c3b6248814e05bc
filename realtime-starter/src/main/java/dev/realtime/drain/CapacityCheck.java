package dev.realtime.drain;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import dev.realtime.message.NodeId;

/**
 * What would become of the other nodes if some were emptied; a dry run. What nodes that
 * are leaving already still have is counted among what the others must take.
 *
 * @param moving how many connections would have to go elsewhere
 * @param recipients how many nodes would take them
 * @param now how full those nodes are together, 1 is full
 * @param then how full they would be; endless if there are none
 * @param limit how full they may be
 * @param forced whether it is done in any case
 */
public record CapacityCheck(int moving, int recipients, double now, double then, double limit, boolean forced) {

	/**
	 * Checks what would be.
	 * @param leaving the nodes that are to be emptied
	 * @param nodes all that are alive, those among them
	 * @param limit how full the others may become, above 0 up to 1
	 * @param forced whether it is to be done in any case
	 * @return what would be
	 * @throws IllegalArgumentException if the limit is out of range
	 */
	public static CapacityCheck of(Set<NodeId> leaving, Collection<NodeLoad> nodes, double limit, boolean forced) {
		if (!(limit > 0 && limit <= 1)) {
			throw new IllegalArgumentException(
					"Other nodes may become " + limit + " full; allowed is above 0 up to 1, where 1 is full");
		}
		int moving = nodes.stream()
			.filter((node) -> leaving.contains(node.node()) || isEmptying(node))
			.mapToInt(NodeLoad::connections)
			.sum();
		List<NodeLoad> others = nodes.stream()
			.filter((node) -> !leaving.contains(node.node()) && node.takes())
			.toList();
		long there = others.stream().mapToLong(NodeLoad::connections).sum();
		long room = others.stream().mapToLong(NodeLoad::capacity).sum();
		return new CapacityCheck(moving, others.size(), full(there, room), full(there + moving, room), limit, forced);
	}

	/** What a cordoned node has stays there. */
	private static boolean isEmptying(NodeLoad node) {
		return node.phase() == DrainPhase.WAITING || node.phase() == DrainPhase.DRAINING;
	}

	private static double full(long connections, long capacity) {
		return (capacity > 0) ? (double) connections / capacity : (connections > 0) ? Double.POSITIVE_INFINITY : 0;
	}

	/**
	 * Whether the others have room.
	 * @return whether they would stay within the limit
	 */
	public boolean fits() {
		return this.then <= this.limit;
	}

	/**
	 * Whether it may be done.
	 * @return whether it fits or is forced
	 */
	public boolean isAllowed() {
		return fits() || this.forced;
	}

	/**
	 * Says it.
	 * @return a sentence without a full stop, with the remedy if it is refused
	 */
	public String words() {
		String remedy = this.forced ? "; forced" : ": drain fewer, add a node, or force";
		if (this.recipients == 0) {
			return "no other node takes connections, and there are " + this.moving + " to move"
					+ (fits() ? "" : remedy);
		}
		if (fits()) {
			return "the others would be at " + percent(Math.round(this.then * 100)) + ", now they are at "
					+ percent(Math.round(this.now * 100));
		}
		// Rounded up, or it could read as if it were within the limit.
		return "the others would be at " + percent((long) Math.ceil(this.then * 100)) + ", the limit is "
				+ percent((long) Math.floor(this.limit * 100)) + remedy;
	}

	private static String percent(long value) {
		return value + " %";
	}

}
