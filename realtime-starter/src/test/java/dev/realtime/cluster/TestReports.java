package dev.realtime.cluster;

import java.time.Duration;
import java.util.Map;

import dev.realtime.cluster.NodeReport.Clients;
import dev.realtime.cluster.NodeReport.Delivery;
import dev.realtime.cluster.NodeReport.Orders;
import dev.realtime.cluster.NodeReport.Pressure;
import dev.realtime.cluster.NodeReport.RedisState;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.latency.LatencyRecorder;

/**
 * Reports and summaries of nodes that do not exist.
 */
public final class TestReports {

	private TestReports() {
	}

	/**
	 * Makes the report of a node in the middle of a drain.
	 * @param node which
	 * @return with something in every part
	 */
	public static NodeReport report(NodeId node) {
		LatencyRecorder recorder = new LatencyRecorder();
		recorder.record(3_000_000);
		recorder.record(250_000_000);
		return new NodeReport(node, 1_700_000_000_123L,
				new Clients(9876, 10_000, 12, Map.of(new NodeId("other|é", "i1"), 40L)),
				new Pressure("THROTTLE", "loop lag 61 ms is above 50 ms", Duration.ofNanos(61_234_567), 4_000_000_000L,
						123_456),
				new Delivery(recorder.snapshot(), Map.of(Priority.LOW, 77L, Priority.NORMAL, 3L)),
				new RedisState(true, "", Duration.ofNanos(1_200_000), 501, 500),
				new Orders(1_700_000_000_002L, 1_700_000_000_001L, DrainPhase.DRAINING,
						new DrainProgress(1_700_000_000_000L, 124, 9876, 40, 60, Duration.ofSeconds(99),
								"node two is in tier THROTTLE")),
				Map.of("starter", "1.0.0", "application", "4.2"), Map.of("match:*:commentary", Priority.HIGH));
	}

	/**
	 * Makes the summary of a node.
	 * @param node which
	 * @param connections how many it has
	 * @param phase where it stands
	 * @param tier in which tier it is
	 * @param ordersDone number of the last order it has carried out
	 * @return a summary
	 */
	public static NodeSummary summary(NodeId node, int connections, DrainPhase phase, String tier, long ordersDone) {
		return new NodeSummary(node, 1_700_000_000_123L, ordersDone, connections, 10_000, 0, tier, phase,
				Duration.ofMillis(1), Duration.ofMillis(7), true, "1.0.0");
	}

}
