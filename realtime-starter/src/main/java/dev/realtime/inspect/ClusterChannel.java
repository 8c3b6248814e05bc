package dev.realtime.inspect;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

import dev.realtime.channel.ChannelFacts;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;

/**
 * How a channel is on all nodes that have answered. Every node with subscribers hears
 * every publication, so subscribers are added and publications are not.
 *
 * @param channel which
 * @param nodes how it is on each node that listens to it, at least one
 */
public record ClusterChannel(ChannelName channel, Map<NodeId, ChannelFacts> nodes) {

	/**
	 * Copies the map.
	 * @throws IllegalArgumentException if no node listens
	 */
	public ClusterChannel {
		nodes = Map.copyOf(nodes);
		if (nodes.isEmpty()) {
			throw new IllegalArgumentException("Channel " + channel + " is on no node, so nothing is known of it");
		}
	}

	/**
	 * Returns how many have subscribed.
	 * @return the sum over nodes
	 */
	public int subscribers() {
		return facts().stream().mapToInt(ChannelFacts::subscribers).sum();
	}

	/**
	 * Returns how many publications were heard.
	 * @return by the node that has listened longest
	 */
	public long publications() {
		return facts().stream().mapToLong(ChannelFacts::publications).max().orElse(0);
	}

	/**
	 * Returns how many publications a second there were of late.
	 * @return as heard by the node that hears most
	 */
	public double perSecond() {
		return facts().stream().mapToDouble(ChannelFacts::perSecond).max().orElse(0);
	}

	/**
	 * Returns how it is on the node that has heard most of it.
	 * @return of those that have heard as much, the one with the longest tail
	 */
	public ChannelFacts best() {
		return facts().stream()
			.max(Comparator.comparingLong(ChannelFacts::publications).thenComparingInt(ChannelFacts::tailEntries))
			.orElseThrow();
	}

	private Collection<ChannelFacts> facts() {
		return this.nodes.values();
	}

}
