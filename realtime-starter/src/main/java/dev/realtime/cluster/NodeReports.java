package dev.realtime.cluster;

import java.util.Map;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;
import dev.realtime.latency.LatencyHistogram;

/**
 * What came back when nodes were asked for their reports. Every node that was asked is
 * either in the one map or in the other.
 *
 * @param reports by node
 * @param missing why there is none of others
 */
public record NodeReports(Map<NodeId, NodeReport> reports, Map<NodeId, Missing> missing) {

	/**
	 * Copies the maps.
	 */
	public NodeReports {
		reports = Map.copyOf(reports);
		missing = Map.copyOf(missing);
	}

	/**
	 * Whether every node that is there has reported.
	 * @return whether none is missing but those that are gone
	 */
	public boolean isComplete() {
		return this.missing.values().stream().allMatch((why) -> why == Missing.GONE);
	}

	/**
	 * Returns how long deliveries took on all nodes together.
	 * @return the sum of their histograms
	 */
	public LatencyHistogram latency() {
		return this.reports.values()
			.stream()
			.map((report) -> report.delivery().latency())
			.reduce(LatencyHistogram.EMPTY, LatencyHistogram::plus);
	}

}
