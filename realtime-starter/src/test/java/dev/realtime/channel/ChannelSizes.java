package dev.realtime.channel;

import java.util.concurrent.CompletableFuture;

import dev.realtime.loop.Loops;

/**
 * How much a node holds for its channels, for tests of other rooms that want it to hold
 * nothing.
 */
public final class ChannelSizes {

	private ChannelSizes() {
	}

	/**
	 * Counts on every loop, which must be driven by threads.
	 * @param channels the channels of a node
	 * @param loops the loops of the node
	 * @return number of homes and shards
	 */
	public static int total(Channels channels, Loops loops) {
		return loops.all()
			.stream()
			.mapToInt((loop) -> CompletableFuture.supplyAsync(() -> channels.size(loop), loop).join())
			.sum();
	}

}
