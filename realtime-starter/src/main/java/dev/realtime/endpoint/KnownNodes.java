package dev.realtime.endpoint;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.NodeId;

/**
 * Finds the nodes an operator speaks of: by name, or by incarnation. Thread-safe.
 */
final class KnownNodes {

	private final NodeDirectory directory;

	KnownNodes(NodeDirectory directory) {
		this.directory = directory;
	}

	NodeId self() {
		return this.directory.self();
	}

	Optional<NodeId> find(String name) {
		return this.directory.alive()
			.stream()
			.filter((node) -> node.name().equals(name) || node.incarnation().equals(name))
			.findFirst();
	}

	/** Names of nodes that are not there, of those that are asked for. */
	Set<String> unknown(Set<String> names) {
		return names.stream().filter((name) -> find(name).isEmpty()).collect(Collectors.toCollection(TreeSet::new));
	}

	Set<NodeId> all(Set<String> names) {
		return names.stream()
			.flatMap((name) -> find(name).stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	WebEndpointResponse<OperationResponseBody> unknownResponse(Set<String> names) {
		Set<String> there = this.directory.alive()
			.stream()
			.map(NodeId::name)
			.collect(Collectors.toCollection(TreeSet::new));
		return Problem.response(Problem.UNKNOWN,
				"there is no node " + String.join(", ", names) + "; there are " + String.join(", ", there));
	}

}
