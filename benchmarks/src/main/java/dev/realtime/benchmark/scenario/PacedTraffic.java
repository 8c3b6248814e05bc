package dev.realtime.benchmark.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import dev.realtime.benchmark.client.Publications;

/**
 * Publishes at a steady rate, whatever happens to what was published before.
 *
 * <p>
 * Each publication is stamped with the moment it was due, not with the moment it got out:
 * a server that holds its publisher up pays for it in its latencies.
 */
final class PacedTraffic implements Traffic {

	private final Publications publications;

	private final double intervalNanos;

	PacedTraffic(Publications publications, double rate) {
		this.publications = publications;
		this.intervalNanos = 1e9 / rate;
	}

	@Override
	public int run(Duration duration) {
		long start = System.nanoTime();
		for (long n = 0;; n++) {
			long after = (long) (n * this.intervalNanos);
			if (after >= duration.toNanos()) {
				// The last interval counts too, or the rate would come out too high.
				waitUntil(start + duration.toNanos());
				return 0;
			}
			waitUntil(start + after);
			this.publications.next(start + after);
		}
	}

	private static void waitUntil(long due) {
		for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
			LockSupport.parkNanos(wait);
		}
	}

}
