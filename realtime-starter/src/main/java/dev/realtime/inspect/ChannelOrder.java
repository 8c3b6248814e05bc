package dev.realtime.inspect;

import java.util.Comparator;

import dev.realtime.channel.ChannelFacts;

/**
 * Which channels come first.
 */
public enum ChannelOrder {

	/** Those with most subscribers. */
	SUBSCRIBERS(Comparator.comparingInt(ChannelFacts::subscribers).reversed(),
			Comparator.comparingInt(ClusterChannel::subscribers).reversed()),

	/** Those with most publications a second, of late. */
	PUBLICATIONS(Comparator.comparingDouble(ChannelFacts::perSecond).reversed(),
			Comparator.comparingDouble(ClusterChannel::perSecond).reversed());

	private final Comparator<ChannelFacts> onNode;

	private final Comparator<ClusterChannel> inCluster;

	ChannelOrder(Comparator<ChannelFacts> onNode, Comparator<ClusterChannel> inCluster) {
		this.onNode = onNode;
		this.inCluster = inCluster;
	}

	Comparator<ChannelFacts> onNode() {
		return this.onNode;
	}

	Comparator<ClusterChannel> inCluster() {
		return this.inCluster.thenComparing((channel) -> channel.channel().value());
	}

}
