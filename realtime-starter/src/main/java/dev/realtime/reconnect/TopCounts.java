package dev.realtime.reconnect;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent of things of which there may be any number, in memory for a few: the
 * space-saving algorithm of Metwally, Agrawal and El Abbadi. A thing that finds no place
 * takes that of the rarest, and its count with it: so counts are too high by as much as
 * that, which is told, and never too low. Whatever is more than its share, one part in as
 * many as there are places, is here for certain. Each minute all counts are halved, so
 * that what is counted is the last minute or two. Thread-safe.
 *
 * @param <K> what is counted; equal things are one
 */
final class TopCounts<K> {

	/** How many things are counted. */
	static final int PLACES = 64;

	/** How often all counts are halved. */
	static final Duration HALVED_EVERY = Duration.ofMinutes(1);

	private static final long HALVED_EVERY_NANOS = HALVED_EVERY.toNanos();

	private final Map<K, Count> counts = new HashMap<>();

	private long halvedNanos;

	TopCounts(long nowNanos) {
		this.halvedNanos = nowNanos;
	}

	/** Counts a thing. */
	synchronized void add(K key, long nowNanos) {
		age(nowNanos);
		Count known = this.counts.get(key);
		if (known == null) {
			known = place(key);
		}
		known.times++;
	}

	/** Those that came most, most frequent first. */
	synchronized List<Top<K>> top(int most, long nowNanos) {
		age(nowNanos);
		return this.counts.entrySet()
			.stream()
			.map((entry) -> new Top<>(entry.getKey(), entry.getValue().times,
					entry.getValue().times - entry.getValue().excess))
			.sorted(Comparator.<Top<K>>comparingLong(Top::times).reversed())
			.limit(most)
			.toList();
	}

	/** How many things are counted now. */
	synchronized int size() {
		return this.counts.size();
	}

	private Count place(K key) {
		Count count = new Count();
		if (this.counts.size() == PLACES) {
			K rarest = rarest();
			Count inherited = this.counts.remove(rarest);
			count.times = (inherited != null) ? inherited.times : 0;
			count.excess = count.times;
		}
		this.counts.put(key, count);
		return count;
	}

	private K rarest() {
		return this.counts.entrySet()
			.stream()
			.min(Comparator.comparingLong((entry) -> entry.getValue().times))
			.orElseThrow(() -> new IllegalStateException("Nothing is counted"))
			.getKey();
	}

	private void age(long nowNanos) {
		long halvings = (nowNanos - this.halvedNanos) / HALVED_EVERY_NANOS;
		if (halvings <= 0) {
			return;
		}
		this.halvedNanos += halvings * HALVED_EVERY_NANOS;
		int shift = (int) Math.min(halvings, Long.SIZE - 1);
		this.counts.values().removeIf((count) -> count.halve(shift));
	}

	/**
	 * One of the most frequent.
	 *
	 * @param <K> what is counted
	 * @param key which
	 * @param times how often it came of late, at most
	 * @param timesAtLeast how often, at least
	 */
	record Top<K>(K key, long times, long timesAtLeast) {

	}

	private static final class Count {

		private long times;

		/** What others have left of it. */
		private long excess;

		/** Whether nothing is left. */
		boolean halve(int shift) {
			this.times >>= shift;
			this.excess >>= shift;
			return this.times == 0;
		}

	}

}
