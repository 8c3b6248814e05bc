package dev.realtime.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.drain.CapacityCheck;
import dev.realtime.drain.Rebalance;
import dev.realtime.message.NodeId;
import dev.realtime.operator.DrainPreview;

/**
 * What an operation would mean; nothing was ordered.
 *
 * @param preview what it would mean, a sentence without a full stop
 * @param allowed whether it would be done
 * @param gives how many connections each node would lose, by name
 * @param takes how many each node is expected to get, by name; none for a drain, whose
 * connections go where balancers send them
 * @param fullness how full the other nodes are together, 1 is full; for a drain, and if
 * there are others
 * @param fullnessThen how full they would be
 * @param fullest how full they may become
 */
public record PreviewDescriptor(String preview, boolean allowed, Map<String, Integer> gives, Map<String, Integer> takes,
		@Nullable Double fullness, @Nullable Double fullnessThen,
		@Nullable Double fullest) implements OperationResponseBody {

	static PreviewDescriptor of(DrainPreview preview) {
		CapacityCheck check = preview.check();
		boolean others = check.recipients() > 0;
		return new PreviewDescriptor(preview.words(), check.isAllowed(), new TreeMap<>(byName(preview.connections())),
				Map.of(), others ? Units.rounded(check.now()) : null, others ? Units.rounded(check.then()) : null,
				check.limit());
	}

	static PreviewDescriptor of(Rebalance rebalance) {
		return new PreviewDescriptor(rebalance.words(), rebalance.isNeeded(), byName(rebalance.gives()),
				byName(rebalance.takes()), null, null, null);
	}

	private static Map<String, Integer> byName(Map<NodeId, Integer> numbers) {
		Map<String, Integer> byName = new LinkedHashMap<>();
		numbers.forEach((node, number) -> byName.put(node.name(), number));
		return byName;
	}

}
