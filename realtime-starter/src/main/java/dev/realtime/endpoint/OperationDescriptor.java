package dev.realtime.endpoint;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.Operation;
import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.message.NodeId;

/**
 * Something that is or was done to several nodes as one.
 *
 * @param id tells it from all others
 * @param kind drain or rebalance
 * @param nodes names of the nodes that have something to do
 * @param by who has begun it
 * @param startedAt when
 * @param overdueAt when it should long have ended
 * @param running whether it keeps others away
 * @param outcome how it has ended, nothing while it runs
 * @param endedAt when it has ended, nothing while it runs
 */
public record OperationDescriptor(String id, String kind, List<String> nodes, String by, Instant startedAt,
		Instant overdueAt, boolean running, @Nullable Outcome outcome, @Nullable Instant endedAt) {

	static OperationDescriptor of(Operation operation, long nowMillis) {
		Operation.End end = operation.end();
		return new OperationDescriptor(operation.id(), operation.kind(),
				operation.targets().stream().map(NodeId::name).sorted().toList(), operation.by(),
				Units.at(operation.startedMillis()), Units.at(operation.overdueMillis()),
				operation.isRunning(nowMillis), (end != null) ? end.outcome() : null,
				(end != null) ? Units.at(end.atMillis()) : null);
	}

}
