package dev.realtime.latency;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long things took, as counts in fixed buckets from 0.1 ms to a minute, twenty to a
 * decade. So histograms of several nodes can be added, and a percentile of the sum is off
 * by a tenth at most, whereas an average of percentiles means nothing. The buckets end at
 * the preferred numbers of ISO 3, so that what an operator asks for, such as 1, 2.5, 5 or
 * 100 ms, is the end of one, and how much took no longer is exact. Immutable.
 */
public final class LatencyHistogram {

	/** What has taken no time yet. */
	public static final LatencyHistogram EMPTY = new LatencyHistogram(new long[LatencyHistogram.SIZE]);

	/** Series R 20 of ISO 3, in hundredths. */
	private static final int[] PREFERRED = { 100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500,
			560, 630, 710, 800, 900 };

	/** From 0.1 ms to 63 s. */
	private static final int BOUNDS = 117;

	/** The last one is for what is beyond all bounds. */
	static final int SIZE = BOUNDS + 1;

	/** What a hundredth stands for in the first decade. */
	private static final long FIRST_NANOS = 1000;

	/** The scheme of the buckets. Another one needs another number. */
	private static final String SCHEME = "2;";

	private static final long[] UPPER_NANOS = bounds();

	private final long[] counts;

	private LatencyHistogram(long[] counts) {
		this.counts = counts;
	}

	/** Takes the counts over. */
	static LatencyHistogram of(long[] counts) {
		return new LatencyHistogram(counts);
	}

	private static long[] bounds() {
		long[] bounds = new long[BOUNDS];
		long unit = FIRST_NANOS;
		for (int i = 0; i < BOUNDS; i++) {
			bounds[i] = PREFERRED[i % PREFERRED.length] * unit;
			unit *= (i % PREFERRED.length == PREFERRED.length - 1) ? 10 : 1;
		}
		return bounds;
	}

	static int bucketOf(long nanos) {
		int found = Arrays.binarySearch(UPPER_NANOS, nanos);
		return (found >= 0) ? found : -found - 1;
	}

	/**
	 * Returns how many things were timed.
	 * @return at least 0
	 */
	public long count() {
		return Arrays.stream(this.counts).sum();
	}

	/**
	 * Returns how many things took no longer than so long.
	 * @param bound exact where a bucket ends, as at 1, 2, 2.5, 4, 5 and 8 of every power
	 * of ten from 0.1 ms to 50 s; else as if it were the next shorter end
	 * @return at least 0
	 */
	public long countWithin(Duration bound) {
		int found = Arrays.binarySearch(UPPER_NANOS, bound.toNanos());
		int buckets = (found >= 0) ? found + 1 : -found - 1;
		return Arrays.stream(this.counts, 0, buckets).sum();
	}

	/**
	 * Returns the sum of this and another.
	 * @param other the other one
	 * @return a new one
	 */
	public LatencyHistogram plus(LatencyHistogram other) {
		long[] sum = this.counts.clone();
		Arrays.setAll(sum, (i) -> sum[i] + other.counts[i]);
		return new LatencyHistogram(sum);
	}

	/**
	 * Returns what has come since an earlier one.
	 * @param earlier of the same recorder; of another one the difference is as if it had
	 * none of what this has not
	 * @return a new one
	 */
	public LatencyHistogram minus(LatencyHistogram earlier) {
		long[] rest = this.counts.clone();
		Arrays.setAll(rest, (i) -> Math.max(0, rest[i] - earlier.counts[i]));
		return new LatencyHistogram(rest);
	}

	/**
	 * Returns the time that so many of a hundred did not exceed.
	 * @param percent above 0 up to 100
	 * @return off by a tenth at most between 0.1 ms and a minute; below and above it says
	 * just that; zero if nothing was timed
	 * @throws IllegalArgumentException if the percentage is out of range
	 */
	public Duration percentile(double percent) {
		if (!(percent > 0 && percent <= 100)) {
			throw new IllegalArgumentException("Percentile " + percent + " was asked for; allowed is above 0 to 100");
		}
		long all = count();
		long rank = Math.max(1, (long) Math.ceil(percent / 100 * all));
		long seen = 0;
		for (int i = 0; i < SIZE && all > 0; i++) {
			seen += this.counts[i];
			if (seen >= rank) {
				return Duration.ofNanos(middle(i));
			}
		}
		return Duration.ZERO;
	}

	/** The middle by ratio, which is as far from the one end as from the other. */
	private static long middle(int bucket) {
		if (bucket == 0) {
			return UPPER_NANOS[0];
		}
		return (bucket == BOUNDS) ? UPPER_NANOS[BOUNDS - 1]
				: Math.round(Math.sqrt((double) UPPER_NANOS[bucket - 1] * UPPER_NANOS[bucket]));
	}

	/**
	 * Returns it as a short text, for {@link #parse}.
	 * @return as long as there are buckets in use
	 */
	public String toText() {
		StringBuilder text = new StringBuilder(SCHEME);
		for (int i = 0; i < SIZE; i++) {
			if (this.counts[i] > 0) {
				text.append((text.length() > SCHEME.length()) ? "," : "")
					.append(Integer.toString(i, Character.MAX_RADIX))
					.append('.')
					.append(Long.toString(this.counts[i], Character.MAX_RADIX));
			}
		}
		return text.toString();
	}

	/**
	 * Reads the text of a histogram.
	 * @param text what {@link #toText} has returned
	 * @return the histogram
	 * @throws IllegalArgumentException if it is none, or has other buckets
	 */
	public static LatencyHistogram parse(String text) {
		if (!text.startsWith(SCHEME)) {
			throw new IllegalArgumentException("A histogram is written as '"
					+ text.substring(0, Math.min(16, text.length())) + "'; known is what begins with '" + SCHEME + "'");
		}
		long[] counts = new long[SIZE];
		for (String pair : text.substring(SCHEME.length()).split(",")) {
			int dot = pair.indexOf('.');
			if (dot > 0) {
				int bucket = Integer.parseInt(pair.substring(0, dot), Character.MAX_RADIX);
				long count = Long.parseLong(pair.substring(dot + 1), Character.MAX_RADIX);
				if (bucket < 0 || bucket >= SIZE || count < 0) {
					throw new IllegalArgumentException(
							"A histogram has " + count + " in bucket " + bucket + " of " + SIZE);
				}
				counts[bucket] = count;
			}
			else if (!pair.isEmpty()) {
				throw new IllegalArgumentException("A histogram has a bucket written as '" + pair + "'");
			}
		}
		return new LatencyHistogram(counts);
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof LatencyHistogram that && Arrays.equals(this.counts, that.counts));
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.counts);
	}

	@Override
	public String toString() {
		return count() + " timed, p50 " + percentile(50).toMillis() + " ms, p99 " + percentile(99).toMillis() + " ms";
	}

}
