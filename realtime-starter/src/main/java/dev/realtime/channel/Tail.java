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

	private @Nullable Delivery[] ring = new @Nullable Delivery[8];

	/** Number of the oldest entry; empty when it is {@code next}. */
	private long first = 1;

	private long next = 1;

	private long bytes;

	/** The offset just before the oldest entry. */
	private long floorOffset;

	private long lastOffset;

	Tail(int maxEntries, long maxBytes, long offset) {
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
		this.floorOffset = offset;
		this.lastOffset = offset;
	}

	/** A copy for another loop; the deliveries are shared. */
	Tail copy() {
		Tail copy = new Tail(this.maxEntries, this.maxBytes, this.lastOffset);
		copy.ring = Arrays.copyOf(this.ring, this.ring.length);
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
		this.ring[index(this.next)] = delivery;
		this.next++;
		this.bytes += delivery.weight();
		this.lastOffset = delivery.offset();
		while (this.bytes > this.maxBytes && this.next - this.first > 1) {
			evict();
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

	private void evict() {
		int index = index(this.first);
		Delivery oldest = this.ring[index];
		if (oldest != null) {
			this.bytes -= oldest.weight();
			this.floorOffset = oldest.offset();
		}
		this.ring[index] = null;
		this.first++;
	}

	private void grow() {
		@Nullable Delivery[] larger = new @Nullable Delivery[this.ring.length * 2];
		for (long number = this.first; number < this.next; number++) {
			larger[(int) (number & (larger.length - 1))] = this.ring[index(number)];
		}
		this.ring = larger;
	}

	private int index(long number) {
		return (int) (number & (this.ring.length - 1));
	}

}
