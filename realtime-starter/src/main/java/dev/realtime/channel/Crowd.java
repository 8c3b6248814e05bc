package dev.realtime.channel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many subscribe to a channel on this node. Where many do, nobody is told who comes
 * and goes: 10,000 who hear of 10,000 would be a hundred million messages. Thread-safe.
 */
final class Crowd {

	private final AtomicInteger size = new AtomicInteger();

	void entered() {
		this.size.incrementAndGet();
	}

	void left() {
		this.size.decrementAndGet();
	}

	int size() {
		return this.size.get();
	}

	boolean isTooLarge() {
		return this.size.get() > Channels.MOST_TOLD;
	}

}
