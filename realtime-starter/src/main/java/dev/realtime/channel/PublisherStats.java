package dev.realtime.channel;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the application's publications, counted since the start. Readable from
 * any thread.
 */
public final class PublisherStats {

	private final LongAdder accepted = new LongAdder();

	private final LongAdder failed = new LongAdder();

	void published(boolean taken) {
		(taken ? this.accepted : this.failed).increment();
	}

	/**
	 * Returns how many publications the broker has accepted.
	 * @return number of publications
	 */
	public long accepted() {
		return this.accepted.sum();
	}

	/**
	 * Returns how many publications the broker has not accepted, or not in time.
	 * @return number of publications
	 */
	public long failed() {
		return this.failed.sum();
	}

}
