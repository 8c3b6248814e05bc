package dev.realtime.overload;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * How long work waits for its thread. With each reading a small task is posted to every
 * loop, and the next reading says how long it waited, or waits still: a loop that stands
 * still is seen while it does.
 *
 * <p>
 * A wait is told once. A task that was still waiting when asked is followed by another as
 * soon as it runs, so that the next reading has a figure of its own, and a single pause
 * does not look like two. Readings are for one thread.
 */
public final class LoopLag {

	private final List<Probe> probes;

	/**
	 * Makes a sensor for some loops.
	 * @param loops each runs tasks one after the other
	 * @param nanoTime the clock
	 */
	public LoopLag(Collection<? extends Executor> loops, LongSupplier nanoTime) {
		this.probes = loops.stream().map((loop) -> new Probe(loop, nanoTime)).toList();
	}

	/**
	 * Measures.
	 * @return nanoseconds the slowest loop lags; 0 the first time
	 */
	public long nanos() {
		long worst = 0;
		for (Probe probe : this.probes) {
			worst = Math.max(worst, probe.read());
		}
		return worst;
	}

	/** One loop's. */
	private static final class Probe implements Runnable {

		private final Executor loop;

		private final LongSupplier nanoTime;

		private volatile boolean waiting;

		private volatile boolean told;

		private volatile long postedNanos;

		private volatile long waitNanos;

		Probe(Executor loop, LongSupplier nanoTime) {
			this.loop = loop;
			this.nanoTime = nanoTime;
		}

		long read() {
			if (this.waiting) {
				this.told = true;
				// The wait before says more while this one has hardly begun.
				return Math.max(this.waitNanos, this.nanoTime.getAsLong() - this.postedNanos);
			}
			long wait = this.waitNanos;
			post();
			return wait;
		}

		@Override
		public void run() {
			this.waitNanos = this.nanoTime.getAsLong() - this.postedNanos;
			if (this.told) {
				this.told = false;
				post();
			}
			else {
				this.waiting = false;
			}
		}

		private void post() {
			this.postedNanos = this.nanoTime.getAsLong();
			this.waiting = true;
			try {
				this.loop.execute(this);
			}
			catch (RejectedExecutionException ex) {
				// The loop has ended; nothing waits for it any more.
				this.waiting = false;
				this.waitNanos = 0;
			}
		}

	}

}
