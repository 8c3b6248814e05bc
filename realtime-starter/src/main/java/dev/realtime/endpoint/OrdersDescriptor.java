package dev.realtime.endpoint;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeOrder;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.message.Priority;

/**
 * Everything that is ordered.
 *
 * @param revision counts the changes; an order that is signed with it is refused if
 * others have ordered something since
 * @param nodes what nodes are to do
 * @param tiers the tiers nodes are to be in
 * @param priorities the priorities channels are to have
 * @param operation the one that runs or has run last
 */
public record OrdersDescriptor(long revision, List<Ordered> nodes, List<OrderedTier> tiers,
		List<OrderedPriority> priorities, @Nullable OperationDescriptor operation) {

	static OrdersDescriptor of(NodeOrders orders, long nowMillis) {
		Stream<Ordered> nodes = orders.nodes()
			.entrySet()
			.stream()
			.map((each) -> Ordered.of(each.getKey().name(), each.getKey().incarnation(), each.getValue()));
		Stream<Ordered> names = orders.names()
			.entrySet()
			.stream()
			.map((each) -> Ordered.of(each.getKey(), null, each.getValue()));
		return new OrdersDescriptor(orders.revision(),
				Stream.concat(nodes, names).sorted(Comparator.comparing(Ordered::node)).toList(),
				OrderedTier.of(orders, nowMillis), OrderedPriority.of(orders, nowMillis),
				(orders.operation() != null) ? OperationDescriptor.of(orders.operation(), nowMillis) : null);
	}

	/**
	 * What one node is to do.
	 *
	 * @param node its name
	 * @param incarnation which start of it; nothing if it is for whoever has the name,
	 * now and after a restart
	 * @param ordered serve, cordon, drain, or give with a number of connections
	 * @param by who has ordered it
	 * @param at when
	 */
	public record Ordered(String node, @Nullable String incarnation, String ordered, String by, Instant at) {

		private static Ordered of(String node, @Nullable String incarnation, NodeOrder order) {
			return new Ordered(node, incarnation, OrderWords.of(order.desired()), order.by(), Units.at(order.number()));
		}

	}

	/**
	 * A tier a node is to be in.
	 *
	 * @param node its name
	 * @param tier the tier
	 * @param until when it ends by itself
	 * @param by who has ordered it
	 * @param at when
	 */
	public record OrderedTier(String node, String tier, Instant until, String by, Instant at) {

		private static List<OrderedTier> of(NodeOrders orders, long nowMillis) {
			return orders.tiers()
				.entrySet()
				.stream()
				.filter((each) -> each.getValue().isInForce(nowMillis))
				.map((each) -> new OrderedTier(each.getKey().name(), each.getValue().tier(),
						Units.at(each.getValue().untilMillis()), each.getValue().by(),
						Units.at(each.getValue().atMillis())))
				.sorted(Comparator.comparing(OrderedTier::node))
				.toList();
		}

	}

	/**
	 * A priority channels are to have.
	 *
	 * @param pattern of channels
	 * @param priority theirs
	 * @param until when it ends by itself
	 * @param by who has ordered it
	 * @param at when
	 */
	public record OrderedPriority(String pattern, Priority priority, Instant until, String by, Instant at) {

		static List<OrderedPriority> of(NodeOrders orders, long nowMillis) {
			return orders.priorities()
				.entrySet()
				.stream()
				.filter((each) -> each.getValue().isInForce(nowMillis))
				.map((each) -> new OrderedPriority(each.getKey(), each.getValue().priority(),
						Units.at(each.getValue().untilMillis()), each.getValue().by(),
						Units.at(each.getValue().atMillis())))
				.sorted(Comparator.comparing(OrderedPriority::pattern))
				.toList();
		}

	}

}
