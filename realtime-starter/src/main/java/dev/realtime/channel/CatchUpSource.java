package dev.realtime.channel;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.StreamPosition;

/**
 * Where a subscription reads what its shard no longer has.
 */
@FunctionalInterface
interface CatchUpSource {

	/**
	 * Reads everything after a position, through the home, which asks the broker once for
	 * all that wait.
	 * @param shard on whose loop the answer is wanted
	 * @param since exclusive start
	 * @param answer gets the deliveries without a gap, or null if history does not reach
	 * back or cannot be read
	 */
	void read(ChannelShard shard, StreamPosition since, Consumer<@Nullable List<Delivery>> answer);

}
