package dev.realtime.benchmark.client;

/**
 * Numbers what is published, from 1 and without a hole, so that every connection can tell
 * what it misses. Thread-safe.
 */
public final class Publications {

	private final Publisher publisher;

	private final int size;

	private long published;

	/**
	 * Starts counting.
	 * @param publisher sends them
	 * @param size of each payload in bytes
	 */
	public Publications(Publisher publisher, int size) {
		this.publisher = publisher;
		this.size = size;
	}

	/**
	 * Publishes the next one.
	 * @param moment when it was due, in nanoseconds
	 */
	public synchronized void next(long moment) {
		this.publisher.publish(++this.published, moment, this.size);
	}

	/**
	 * Publishes one that does not count: it only shows which connections hear.
	 */
	public void probe() {
		this.publisher.publish(LoopLedger.PROBE, System.nanoTime(), this.size);
	}

	/**
	 * Returns how many were published, probes apart.
	 * @return the number of the newest
	 */
	public synchronized long published() {
		return this.published;
	}

}
