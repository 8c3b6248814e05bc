package dev.realtime.loop;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loops of a node. Says which loop a connection or a channel belongs to; does not
 * drive them. Thread-safe.
 */
public final class Loops {

	private final List<Loop> loops;

	private final AtomicInteger next = new AtomicInteger();

	/**
	 * Groups loops.
	 * @param loops at least one
	 */
	public Loops(List<Loop> loops) {
		if (loops.isEmpty()) {
			throw new IllegalArgumentException("A node needs at least one loop");
		}
		this.loops = List.copyOf(loops);
	}

	/**
	 * Returns a loop for a new connection, each in turn.
	 * @return the loop
	 */
	public Loop next() {
		return this.loops.get(Math.floorMod(this.next.getAndIncrement(), this.loops.size()));
	}

	/**
	 * Returns the loop that something belongs to by its hash: always the same.
	 * @param key what belongs
	 * @return the loop
	 */
	public Loop of(Object key) {
		int hash = key.hashCode();
		// String hashes of similar names differ in the low bits only; spread them.
		return this.loops.get(Math.floorMod(hash * 0x9E3779B9 >>> 16, this.loops.size()));
	}

	/**
	 * Returns all loops.
	 * @return unmodifiable
	 */
	public List<Loop> all() {
		return this.loops;
	}

}
