package dev.realtime.testing;

import java.time.Duration;

import dev.realtime.loop.Ticker;

/**
 * A clock that stands still until a test moves it. Belongs to the test's thread.
 */
public final class ManualTicker implements Ticker {

	private long nanos = 1_000_000_000_000L;

	/**
	 * Moves the clock.
	 * @param time how far
	 */
	public void advance(Duration time) {
		this.nanos += time.toNanos();
	}

	@Override
	public long nanoTime() {
		return this.nanos;
	}

	@Override
	public long currentTimeMillis() {
		return 1_700_000_000_000L + this.nanos / 1_000_000;
	}

}
