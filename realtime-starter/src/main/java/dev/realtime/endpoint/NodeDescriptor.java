package dev.realtime.endpoint;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeOrder;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.NodeSummary;
import dev.realtime.drain.DrainPhase;

/**
 * How a node is, in short.
 *
 * @param node its name
 * @param incarnation another one with each start of the process
 * @param at when it said so, by its clock
 * @param connections how many it has
 * @param capacity how many it may have
 * @param slow how many do not keep up
 * @param tier in which tier it is
 * @param phase whether it serves
 * @param loopLagMillis by how much its loops are late
 * @param p99Millis within which time 99 of 100 deliveries were handed over of late
 * @param redisUp whether it can use Redis, true if it needs none
 * @param version of the starter
 * @param ordered what it is wanted to do, if anything was ordered
 * @param orderedBy who has ordered that
 */
public record NodeDescriptor(String node, String incarnation, Instant at, int connections, int capacity, int slow,
		String tier, DrainPhase phase, double loopLagMillis, double p99Millis, boolean redisUp, String version,
		@Nullable String ordered, @Nullable String orderedBy) {

	static NodeDescriptor of(NodeSummary node, NodeOrders orders) {
		Optional<NodeOrder> order = orders.orderFor(node.node());
		return new NodeDescriptor(node.node().name(), node.node().incarnation(), Units.at(node.timeMillis()),
				node.connections(), node.capacity(), node.slow(), node.tier(), node.phase(),
				Units.millis(node.loopLag()), Units.millis(node.p99()), node.redisUp(), node.version(),
				order.map((each) -> OrderWords.of(each.desired())).orElse(null), order.map(NodeOrder::by).orElse(null));
	}

}
