package dev.realtime.channel;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;

/**
 * How a channel is on one node, for those who look after it.
 *
 * @param channel which
 * @param pattern of the rule it matches
 * @param rulePriority how much it matters by its rule
 * @param priority how much it matters now: an operator may have said otherwise
 * @param subscribers how many connections of this node
 * @param publications how many the node has heard since it began to listen
 * @param perSecond how many of them a second, over the last ten seconds
 * @param tailEntries how many entries are kept in memory
 * @param tailBytes how much memory they take
 * @param position where the channel stands, without an epoch if it keeps no history
 * @param state what the node does with it: SUBSCRIBING, ACTIVE, FILLING while it reads
 * what it missed, LINGERING while nobody has subscribed any more
 */
public record ChannelFacts(ChannelName channel, String pattern, Priority rulePriority, Priority priority,
		int subscribers, long publications, double perSecond, int tailEntries, long tailBytes, StreamPosition position,
		String state) {

}
