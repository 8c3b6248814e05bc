package dev.realtime.endpoint;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.channel.ChannelFacts;
import dev.realtime.inspect.ClusterChannel;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;

/**
 * How a channel is on all nodes that have answered.
 *
 * @param channel its name
 * @param pattern of the rule it matches
 * @param priority how much it matters now
 * @param rulePriority how much it matters by its rule
 * @param subscribers how many have subscribed, on all nodes together
 * @param publications how many were heard, by the node that has listened longest
 * @param publicationsPerSecond how many of them a second, over the last ten seconds
 * @param tailEntries how many publications, and who came and went, are kept in memory on
 * that node
 * @param tailBytes how much memory they take there
 * @param epoch in which its publications are counted, nothing if it keeps no history
 * @param offset of the newest publication
 * @param state what that node does with it: SUBSCRIBING, ACTIVE, FILLING while it reads
 * what it missed, LINGERING while nobody has subscribed any more
 * @param nodes how it is on each node, by name
 */
public record ChannelDescriptor(String channel, String pattern, Priority priority, Priority rulePriority,
		int subscribers, long publications, double publicationsPerSecond, int tailEntries, long tailBytes,
		@Nullable String epoch, long offset, String state, List<OnNode> nodes) implements OperationResponseBody {

	static ChannelDescriptor of(ClusterChannel channel) {
		ChannelFacts best = channel.best();
		return new ChannelDescriptor(channel.channel().value(), best.pattern(), best.priority(), best.rulePriority(),
				channel.subscribers(), channel.publications(), Units.rounded(channel.perSecond()), best.tailEntries(),
				best.tailBytes(), best.position().isKnown() ? best.position().epoch() : null, best.position().offset(),
				best.state(),
				channel.nodes()
					.entrySet()
					.stream()
					.map((each) -> OnNode.of(each.getKey(), each.getValue()))
					.sorted(Comparator.comparing(OnNode::node))
					.toList());
	}

	/**
	 * How a channel is on one node.
	 *
	 * @param node its name
	 * @param subscribers how many have subscribed there
	 * @param publications how many it has heard since it began to listen
	 * @param publicationsPerSecond how many of them a second, over the last ten seconds
	 * @param tailEntries how many publications, and who came and went, it keeps in memory
	 * @param tailBytes how much memory they take
	 * @param offset of the newest publication it has heard
	 * @param state what it does with the channel
	 */
	public record OnNode(String node, int subscribers, long publications, double publicationsPerSecond, int tailEntries,
			long tailBytes, long offset, String state) {

		private static OnNode of(NodeId node, ChannelFacts facts) {
			return new OnNode(node.name(), facts.subscribers(), facts.publications(), Units.rounded(facts.perSecond()),
					facts.tailEntries(), facts.tailBytes(), facts.position().offset(), facts.state());
		}

	}

}
