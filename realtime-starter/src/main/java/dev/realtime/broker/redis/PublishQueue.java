package dev.realtime.broker.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.redis.PublishBatch.Confirmed;
import dev.realtime.broker.redis.PublishBatch.Item;
import dev.realtime.message.ChannelName;

/**
 * What waits to be published to one channel. At most one call is under way; what arrives
 * meanwhile goes with the next, up to 64 at a time. That keeps the order whatever happens
 * to a call. Guarded by its monitor; sends nothing itself.
 */
final class PublishQueue {

	static final int BATCH = 64;

	/** As much as a call may carry once it has one message. */
	private static final int BATCH_BYTES = 1024 * 1024;

	private final ChannelName channel;

	private final Queue<Item> waiting = new ArrayDeque<>();

	private boolean calling;

	private boolean forgotten;

	private long usedAtNanos;

	/** What Redis must still have, or it has lost something. */
	private @Nullable Confirmed confirmed;

	PublishQueue(ChannelName channel) {
		this.channel = channel;
	}

	ChannelName channel() {
		return this.channel;
	}

	@Nullable Confirmed confirmed() {
		return this.confirmed;
	}

	/** Whether it was forgotten meanwhile, and another is to be made. */
	boolean add(Item item) {
		if (this.forgotten) {
			return false;
		}
		this.waiting.add(item);
		return true;
	}

	/** The next batch, unless a call is under way or nothing waits. */
	@Nullable PublishBatch next() {
		if (this.calling || this.waiting.isEmpty()) {
			return null;
		}
		List<Item> items = new ArrayList<>(Math.min(this.waiting.size(), BATCH));
		long bytes = 0;
		while (!this.waiting.isEmpty() && items.size() < BATCH) {
			bytes += this.waiting.element().rest().length;
			if (!items.isEmpty() && bytes > BATCH_BYTES) {
				break;
			}
			items.add(this.waiting.remove());
		}
		this.calling = true;
		return new PublishBatch(items);
	}

	void done(@Nullable Confirmed newest, long nowNanos) {
		this.calling = false;
		this.usedAtNanos = nowNanos;
		if (newest != null) {
			this.confirmed = newest;
		}
	}

	/** Takes out all that waits: there is nobody to send it to. */
	List<Item> drain() {
		List<Item> all = List.copyOf(this.waiting);
		this.waiting.clear();
		return all;
	}

	/** Forgets the queue if it has long been idle. */
	boolean forget(long nowNanos, long idleNanos) {
		if (!this.calling && this.waiting.isEmpty() && nowNanos - this.usedAtNanos >= idleNanos) {
			this.forgotten = true;
		}
		return this.forgotten;
	}

}
