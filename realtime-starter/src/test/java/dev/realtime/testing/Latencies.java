package dev.realtime.testing;

import java.util.Locale;

/**
 * How long many things took, to a tenth of a millisecond, up to ten seconds. Belongs to
 * one thread.
 */
public final class Latencies {

	private static final long STEP_NANOS = 100_000;

	private static final int STEPS = 100_000;

	private final int[] counts = new int[STEPS];

	private long count;

	private long mostNanos;

	/**
	 * Makes an empty one.
	 */
	public Latencies() {
	}

	/**
	 * Adds one.
	 * @param nanos how long it took; more than ten seconds counts as ten
	 */
	public void add(long nanos) {
		this.counts[(int) Math.min(STEPS - 1, Math.max(0, nanos / STEP_NANOS))]++;
		this.count++;
		this.mostNanos = Math.max(this.mostNanos, nanos);
	}

	/**
	 * Sums up.
	 * @return the figures so far
	 */
	public Summary summary() {
		return new Summary(this.count, percentile(0.5), percentile(0.99), this.mostNanos / 1e6);
	}

	private double percentile(double share) {
		long wanted = (long) Math.ceil(this.count * share);
		long seen = 0;
		for (int i = 0; i < STEPS; i++) {
			seen += this.counts[i];
			if (seen >= wanted && seen > 0) {
				return (i + 1) * STEP_NANOS / 1e6;
			}
		}
		return 0;
	}

	/**
	 * Figures in milliseconds.
	 *
	 * @param count of how many
	 * @param p50 half took no longer
	 * @param p99 one in a hundred took longer
	 * @param most the longest
	 */
	public record Summary(long count, double p50, double p99, double most) {

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "p50 %.1f, p99 %.1f, max %.1f ms of %d", this.p50, this.p99, this.most,
					this.count);
		}

	}

}
