package dev.realtime.wrong;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.realtime.loop.Ticker;

/**
 * The machine's clock, which a test may put forward.
 */
final class MovableTicker implements Ticker {

	private final AtomicLong aheadNanos = new AtomicLong();

	/** Whoever sleeps by it must be woken afterwards. */
	void advance(Duration time) {
		this.aheadNanos.addAndGet(time.toNanos());
	}

	@Override
	public long nanoTime() {
		return System.nanoTime() + this.aheadNanos.get();
	}

	@Override
	public long currentTimeMillis() {
		return System.currentTimeMillis() + this.aheadNanos.get() / 1_000_000;
	}

}
