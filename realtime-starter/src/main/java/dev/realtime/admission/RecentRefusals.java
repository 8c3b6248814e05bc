package dev.realtime.admission;

import java.util.concurrent.atomic.AtomicReference;

/**
 * About how many clients were refused in the last ten seconds: those of the present ten,
 * and of the ten before the share that is not over yet. Thread-safe without a lock.
 */
final class RecentRefusals {

	private static final long WINDOW_NANOS = 10_000_000_000L;

	private final AtomicReference<Window> window;

	RecentRefusals(long nowNanos) {
		this.window = new AtomicReference<>(new Window(nowNanos, 0, 0));
	}

	/** Counts one more, and says how many there are with it. */
	long add(long nowNanos) {
		return this.window.updateAndGet((before) -> before.at(nowNanos).more()).recent(nowNanos);
	}

	/** A count, and that of the ten seconds before. */
	private record Window(long startNanos, long before, long count) {

		Window at(long nowNanos) {
			long passed = nowNanos - this.startNanos;
			if (passed < WINDOW_NANOS) {
				return this;
			}
			return (passed < 2 * WINDOW_NANOS) ? new Window(this.startNanos + WINDOW_NANOS, this.count, 0)
					: new Window(nowNanos, 0, 0);
		}

		Window more() {
			return new Window(this.startNanos, this.before, this.count + 1);
		}

		long recent(long nowNanos) {
			// Threads read the clock before they count, and may be late.
			long passed = Math.max(0, nowNanos - this.startNanos);
			double left = Math.max(0, 1 - (double) passed / WINDOW_NANOS);
			return this.count + Math.round(this.before * left);
		}

	}

}
