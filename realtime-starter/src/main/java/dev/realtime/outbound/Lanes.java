package dev.realtime.outbound;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Priority;

/**
 * What lags on one connection, in the order in which it is served: by priority, inside a
 * priority in turn. Adding, lifting, removing and taking cost a few assignments and no
 * object. Belongs to one loop.
 *
 * @param <E> what waits
 */
public final class Lanes<E extends LaneEntry> {

	/** {@code values()} makes a new array each time. */
	private static final Priority[] PRIORITIES = Priority.values();

	private static final int LANES = PRIORITIES.length;

	private final @Nullable LaneEntry[] heads = new @Nullable LaneEntry[LANES];

	private final @Nullable LaneEntry[] tails = new @Nullable LaneEntry[LANES];

	/** A bit for each lane in which something waits, the best lane's the lowest. */
	private int occupied;

	/**
	 * Puts an entry behind the others of its lane. One that waits already keeps its
	 * place, unless the new lane is better.
	 * @param entry what waits
	 * @param priority which lane
	 */
	public void add(E entry, Priority priority) {
		int lane = priority.ordinal();
		if (entry.lane >= 0) {
			if (entry.lane <= lane) {
				return;
			}
			remove(entry);
		}
		append(entry, lane);
	}

	/**
	 * Puts an entry that waits behind the others of another lane, better or worse; does
	 * nothing if it does not wait, or waits there.
	 * @param entry what waits
	 * @param priority which lane
	 */
	public void move(E entry, Priority priority) {
		int lane = priority.ordinal();
		if (entry.lane >= 0 && entry.lane != lane) {
			remove(entry);
			append(entry, lane);
		}
	}

	/**
	 * Calls an action with everything that waits, the worst lane first. The action may
	 * take out what it is called with.
	 * @param action what to do
	 */
	@SuppressWarnings("unchecked")
	public void forEach(Consumer<? super E> action) {
		for (int lane = LANES - 1; lane >= 0; lane--) {
			LaneEntry entry = this.heads[lane];
			while (entry != null) {
				LaneEntry next = entry.next;
				// Only add() lets entries in, and it takes nothing but E.
				action.accept((E) entry);
				entry = next;
			}
		}
	}

	/**
	 * Takes an entry out; does nothing if it does not wait.
	 * @param entry what waited
	 */
	public void remove(LaneEntry entry) {
		int lane = entry.lane;
		if (lane < 0) {
			return;
		}
		LaneEntry previous = entry.previous;
		LaneEntry next = entry.next;
		if (previous == null) {
			this.heads[lane] = next;
		}
		else {
			previous.next = next;
		}
		if (previous == null && next == null) {
			this.occupied &= ~(1 << lane);
		}
		if (next == null) {
			this.tails[lane] = previous;
		}
		else {
			next.previous = previous;
		}
		entry.previous = null;
		entry.next = null;
		entry.lane = -1;
	}

	/**
	 * Returns who is served next, without taking it out.
	 * @return the first entry of the best lane that is not empty, or nothing
	 */
	@SuppressWarnings("unchecked")
	public @Nullable E first() {
		// Only add() lets entries in, and it takes nothing but E.
		return (this.occupied == 0) ? null : (E) this.heads[bestLane()];
	}

	/**
	 * Returns the best lane in which something waits.
	 * @return its priority, or nothing if nothing waits
	 */
	public @Nullable Priority best() {
		return (this.occupied == 0) ? null : PRIORITIES[bestLane()];
	}

	/**
	 * Whether nothing waits.
	 * @return whether all lanes are empty
	 */
	public boolean isEmpty() {
		return this.occupied == 0;
	}

	private int bestLane() {
		return Integer.numberOfTrailingZeros(this.occupied);
	}

	private void append(LaneEntry entry, int lane) {
		entry.lane = lane;
		LaneEntry tail = this.tails[lane];
		entry.previous = tail;
		if (tail == null) {
			this.heads[lane] = entry;
			this.occupied |= 1 << lane;
		}
		else {
			tail.next = entry;
		}
		this.tails[lane] = entry;
	}

}
