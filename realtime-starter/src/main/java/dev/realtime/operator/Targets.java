package dev.realtime.operator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.NodeSummary;
import dev.realtime.drain.NodeLoad;
import dev.realtime.message.NodeId;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;

/**
 * The nodes orders are for, and how they are as far as this node knows. Thread-safe.
 */
final class Targets {

	private final NodeDirectory directory;

	private final ClusterOverview overview;

	Targets(NodeDirectory directory, ClusterOverview overview) {
		this.directory = directory;
		this.overview = overview;
	}

	Set<NodeId> alive() {
		return this.directory.alive();
	}

	/** Why nothing can be ordered of these nodes. */
	Optional<Refused> unknown(Set<NodeId> nodes) {
		if (nodes.isEmpty()) {
			return Optional.of(new Refused(Reason.INVALID, "the order is for no node: name at least one"));
		}
		Set<NodeId> alive = alive();
		Set<NodeId> gone = nodes.stream().filter((node) -> !alive.contains(node)).collect(Collectors.toSet());
		return gone.isEmpty() ? Optional.empty() : Optional
			.of(new Refused(Reason.UNKNOWN_NODE, "there is no node " + names(gone) + "; there are " + names(alive)));
	}

	/**
	 * Why it cannot be worked out what an order would mean: nodes that have said nothing.
	 */
	Optional<Refused> silent(Set<NodeId> nodes) {
		Map<NodeId, NodeSummary> said = said();
		Set<NodeId> silent = nodes.stream().filter((node) -> !said.containsKey(node)).collect(Collectors.toSet());
		return silent.isEmpty() ? Optional.empty() : Optional.of(new Refused(Reason.BUSY, "how many connections "
				+ names(silent) + " has was not heard yet: try again in some seconds, if it takes clients at all"));
	}

	/**
	 * Why it cannot be worked out how full nodes are: nobody has heard of them for long.
	 */
	Optional<Refused> outdated() {
		return this.overview.isOutdated() ? Optional.of(new Refused(Reason.BUSY,
				"how full nodes are was not heard for some seconds, for the store is away: try again when it is back"))
				: Optional.empty();
	}

	private Map<NodeId, NodeSummary> said() {
		return this.overview.latest().nodes();
	}

	List<NodeLoad> loads() {
		return this.overview.latest().loads();
	}

	Map<NodeId, Integer> connections(Set<NodeId> nodes) {
		Map<NodeId, NodeSummary> said = said();
		return nodes.stream()
			.filter(said::containsKey)
			.collect(Collectors.toMap((node) -> node, (node) -> said.get(node).connections()));
	}

	static String names(Collection<NodeId> nodes) {
		return nodes.stream().map(NodeId::toString).sorted().collect(Collectors.joining(", "));
	}

}
