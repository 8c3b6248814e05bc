package dev.realtime.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Publication;

/**
 * The newest deliveries of a channel, numbered without gaps by this node. Bounded in
 * entries and bytes; the newest one always stays. The numbers are what cursors count in:
 * unlike offsets they have no holes and exist in channels without history. Belongs to one
 * loop.
 */
final class Tail {

	private final int maxEntries;

	private final long maxBytes;

	private final TailBudget budget;

	/** Whether it is the one that counts towards the budget. */
	private final boolean counted;

	private @Nullable Delivery[] ring = new @Nullable Delivery[8];

	/** For each entry how many bytes were appended up to it, as they travel. */
	private long[] sums = new long[8];

	/** Number of the oldest entry; empty when it is {@code next}. */
	private long first = 1;

	private long next = 1;

	private long bytes;

	/** What was ever appended, in bytes as they travel. */
	private long appended;

	/** The same up to the entry before the oldest. */
	private long evicted;

	/** The offset just before the oldest entry. */
	private long floorOffset;

	private long lastOffset;

	/** One at home, which counts towards the budget. */
	Tail(int maxEntries, long maxBytes, long offset, TailBudget budget) {
		this(maxEntries, maxBytes, offset, budget, true);
	}

	private Tail(int maxEntries, long maxBytes, long offset, TailBudget budget, boolean counted) {
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
		this.budget = budget;
		this.counted = counted;
		this.floorOffset = offset;
		this.lastOffset = offset;
	}

	/** A copy for another loop; the deliveries are shared. */
	Tail copy() {
		Tail copy = new Tail(this.maxEntries, this.maxBytes, this.lastOffset, this.budget, false);
		copy.ring = Arrays.copyOf(this.ring, this.ring.length);
		copy.sums = Arrays.copyOf(this.sums, this.sums.length);
		copy.appended = this.appended;
		copy.evicted = this.evicted;
		copy.first = this.first;
		copy.next = this.next;
		copy.bytes = this.bytes;
		copy.floorOffset = this.floorOffset;
		return copy;
	}

	void append(Delivery delivery) {
		if (this.next - this.first == this.ring.length && this.ring.length < this.maxEntries) {
			grow();
		}
		if (this.next - this.first == this.ring.length) {
			evict();
		}
		int index = index(this.next);
		this.appended += delivery.size();
		this.ring[index] = delivery;
		this.sums[index] = this.appended;
		this.next++;
		count(delivery.weight());
		this.lastOffset = delivery.offset();
		shorten(this.budget.share(this.maxBytes));
	}

	/** Evicts what is more than so many bytes, but for the newest entry. */
	void shorten(long mostBytes) {
		while (this.bytes > mostBytes && this.next - this.first > 1) {
			evict();
		}
	}

	/** It is of no more use. */
	void release() {
		count(-this.bytes);
	}

	private void count(long change) {
		this.bytes += change;
		if (this.counted) {
			this.budget.changed(change);
		}
	}

	/** Number of the oldest entry, {@code last() + 1} when there is none. */
	long first() {
		return this.first;
	}

	/** Number of the newest entry, {@code first() - 1} when there is none. */
	long last() {
		return this.next - 1;
	}

	Delivery get(long number) {
		Delivery delivery = this.ring[index(number)];
		if (number < this.first || number >= this.next || delivery == null) {
			throw new IndexOutOfBoundsException(
					"No entry " + number + " in a tail of " + this.first + " to " + (this.next - 1));
		}
		return delivery;
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * How much lies between two entries, the first of them excluded, as it travels.
	 */
	long bytesBetween(long after, long to) {
		if (to <= after || to < this.first) {
			return 0;
		}
		long before = (after < this.first) ? this.evicted : this.sums[index(after)];
		return this.sums[index(to)] - before;
	}

	/** About how much one entry is as it travels. */
	long averageBytes() {
		return (this.next > this.first) ? (this.appended - this.evicted) / (this.next - this.first) : 0;
	}

	/** Everything after this offset is here. */
	long floorOffset() {
		return this.floorOffset;
	}

	long lastOffset() {
		return this.lastOffset;
	}

	/** Number of the oldest entry that leads past an offset. */
	long firstAfter(long offset) {
		long low = this.first;
		long high = this.next;
		while (low < high) {
			long middle = (low + high) >>> 1;
			if (get(middle).offset() > offset) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		return low;
	}

	/** Whether a publication is here under its offset, and not another one. */
	boolean holds(Publication publication) {
		long number = firstAfter(publication.offset() - 1);
		while (number <= last() && get(number).offset() == publication.offset()) {
			Publication known = get(number).publication();
			if (known != null) {
				return known.id() == publication.id();
			}
			number++;
		}
		return false;
	}

	/** The publications after one offset, up to and including another. */
	List<Publication> publications(long afterOffset, long toOffset) {
		List<Publication> found = new ArrayList<>();
		for (long number = firstAfter(afterOffset); number < this.next; number++) {
			Delivery delivery = get(number);
			if (delivery.offset() > toOffset) {
				break;
			}
			if (delivery.publication() != null) {
				found.add(delivery.publication());
			}
		}
		return found;
	}

	/**
	 * Number of the newest publication that is no newer than an entry,
	 * {@code first() - 1} when there is none.
	 */
	long newestPublication(long toNumber) {
		long number = Math.min(toNumber, this.next - 1);
		while (number >= this.first && !get(number).isPublication()) {
			number--;
		}
		return number;
	}

	/** How many publications lie between two entries, the first of them excluded. */
	long publicationsBetween(long after, long to) {
		long found = 0;
		for (long number = Math.max(after + 1, this.first); number <= to; number++) {
			found += get(number).isPublication() ? 1 : 0;
		}
		return found;
	}

	private void evict() {
		int index = index(this.first);
		Delivery oldest = this.ring[index];
		if (oldest != null) {
			count(-oldest.weight());
			this.floorOffset = oldest.offset();
			this.evicted = this.sums[index];
		}
		this.ring[index] = null;
		this.first++;
	}

	private void grow() {
		@Nullable Delivery[] larger = new @Nullable Delivery[this.ring.length * 2];
		long[] largerSums = new long[larger.length];
		for (long number = this.first; number < this.next; number++) {
			int place = (int) (number & (larger.length - 1));
			larger[place] = this.ring[index(number)];
			largerSums[place] = this.sums[index(number)];
		}
		this.ring = larger;
		this.sums = largerSums;
	}

	private int index(long number) {
		return (int) (number & (this.ring.length - 1));
	}

}
