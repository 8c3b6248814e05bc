package dev.realtime.testing;

import java.util.Random;

/**
 * When a client that has lost its connection tries again, as the published SDKs do it:
 * half a second and up to as much again by chance, twice as much by chance with each try
 * in vain, 20 seconds at most. Belongs to one thread.
 */
final class BackOff {

	private static final long LEAST_MILLIS = 500;

	private static final long MOST_MILLIS = 20_000;

	private final Random random;

	private int tries;

	BackOff(Random random) {
		this.random = random;
	}

	/** How long to wait before the next try. */
	long nextMillis() {
		long chance = Math.min(MOST_MILLIS, LEAST_MILLIS << Math.min(this.tries++, 6));
		return Math.min(MOST_MILLIS, LEAST_MILLIS + (long) (this.random.nextDouble() * chance));
	}

	/** It is connected. */
	void reset() {
		this.tries = 0;
	}

}
