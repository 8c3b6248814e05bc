package dev.realtime.channel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.realtime.loop.Loop;
import dev.realtime.message.ChannelName;

/**
 * The way from the broker to the homes of one loop, which holds so much and no more. What
 * does not fit is dropped and counted, and when the loop has come that far the channels
 * concerned look for themselves what they miss. Thread-safe.
 */
final class Ingress {

	/** What may be under way to one loop. */
	static final int CAPACITY = 4096;

	private final Loop loop;

	private final ChannelStats stats;

	private final Consumer<ChannelName> heal;

	private final AtomicInteger underWay = new AtomicInteger();

	private final Set<ChannelName> damaged = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean healing = new AtomicBoolean();

	/**
	 * Makes a way.
	 * @param loop where it leads
	 * @param stats counts what is dropped
	 * @param heal told of a channel that misses something, in a turn of the loop
	 */
	Ingress(Loop loop, ChannelStats stats, Consumer<ChannelName> heal) {
		this.loop = loop;
		this.stats = stats;
		this.heal = heal;
	}

	/** Hands something over if there is room. */
	void enter(ChannelName channel, Runnable arrival) {
		if (this.underWay.incrementAndGet() > CAPACITY) {
			this.underWay.decrementAndGet();
			this.stats.messageDropped();
			this.damaged.add(channel);
			if (this.healing.compareAndSet(false, true)) {
				this.loop.execute(this::healDamaged);
			}
			return;
		}
		this.loop.execute(() -> {
			this.underWay.decrementAndGet();
			arrival.run();
		});
	}

	private void healDamaged() {
		// First, so that what is dropped from now on is healed by another turn.
		this.healing.set(false);
		for (ChannelName channel : this.damaged) {
			this.damaged.remove(channel);
			this.heal.accept(channel);
		}
	}

}
