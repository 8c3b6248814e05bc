package dev.realtime.slow;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

import dev.realtime.testing.Arrival;

/**
 * The publications that came to one client, in the order in which they came, and what
 * that order shows.
 *
 * @param arrivals the publications
 */
record ArrivalOrder(List<Arrival> arrivals) {

	/**
	 * Channels have homes of their own, on threads of their own: what was published at
	 * nearly the same time has no order between channels.
	 */
	private static final long SAME_TIME_NANOS = Duration.ofMillis(500).toNanos();

	/** What waited so long beside something newer has been overtaken by it. */
	private static final long WAITED_NANOS = Duration.ofSeconds(1).toNanos();

	ArrivalOrder {
		arrivals = List.copyOf(arrivals);
	}

	/** Those that came between two instants of {@link System#nanoTime()}. */
	ArrivalOrder between(long fromNanos, long toNanos) {
		return new ArrivalOrder(this.arrivals.stream()
			.filter((arrival) -> arrival.arrivedNanos() - fromNanos >= 0 && arrival.arrivedNanos() - toNanos < 0)
			.toList());
	}

	/** Those that were published between two instants. */
	ArrivalOrder publishedBetween(long fromNanos, long toNanos) {
		return new ArrivalOrder(this.arrivals.stream()
			.filter((arrival) -> arrival.publishedNanos() - fromNanos >= 0 && arrival.publishedNanos() - toNanos < 0)
			.toList());
	}

	int count(String kind) {
		return (int) this.arrivals.stream().filter((arrival) -> is(arrival, kind)).count();
	}

	/** How many came before a score that had been published before them. */
	int aheadOfAnOlderScore() {
		int ahead = 0;
		long oldestScore = Long.MAX_VALUE;
		for (int i = this.arrivals.size() - 1; i >= 0; i--) {
			Arrival arrival = this.arrivals.get(i);
			if (is(arrival, "score")) {
				oldestScore = Math.min(oldestScore, arrival.publishedNanos());
			}
			else if (oldestScore < arrival.publishedNanos() - SAME_TIME_NANOS) {
				ahead++;
			}
		}
		return ahead;
	}

	/** How many scores came before something that had been published before them. */
	int scoresAheadOfOlder() {
		int ahead = 0;
		long oldestOther = Long.MAX_VALUE;
		for (int i = this.arrivals.size() - 1; i >= 0; i--) {
			Arrival arrival = this.arrivals.get(i);
			if (!is(arrival, "score")) {
				oldestOther = Math.min(oldestOther, arrival.publishedNanos());
			}
			else if (oldestOther < arrival.publishedNanos() - WAITED_NANOS) {
				ahead++;
			}
		}
		return ahead;
	}

	/** How old those of a kind were when they came: the median, none counts as 0. */
	Duration medianAge(String kind) {
		long[] ages = ages(kind).sorted().toArray();
		return Duration.ofNanos((ages.length == 0) ? 0 : ages[ages.length / 2]);
	}

	/** How old the newest of a kind is at an instant: what a person looks at then. */
	Duration ageOfNewest(String kind, long nowNanos) {
		return Duration.ofNanos(this.arrivals.stream()
			.filter((arrival) -> is(arrival, kind))
			.mapToLong((arrival) -> nowNanos - arrival.publishedNanos())
			.min()
			.orElse(Long.MAX_VALUE));
	}

	private LongStream ages(String kind) {
		return this.arrivals.stream().filter((arrival) -> is(arrival, kind)).mapToLong(Arrival::ageNanos);
	}

	private static boolean is(Arrival arrival, String kind) {
		return arrival.channel().endsWith(":" + kind);
	}

	@Override
	public String toString() {
		return summary("score") + ", " + summary("feed") + ", " + summary("talk") + "; " + scoresAheadOfOlder()
				+ " scores overtook, " + aheadOfAnOlderScore() + " were ahead of an older score";
	}

	private String summary(String kind) {
		return String.format(Locale.ROOT, "%s %d (median age %.1f s)", kind, count(kind),
				medianAge(kind).toMillis() / 1e3);
	}

}
