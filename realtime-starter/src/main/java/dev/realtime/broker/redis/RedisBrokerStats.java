package dev.realtime.broker.redis;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the broker has done, counted since the start. Readable from any thread.
 */
public final class RedisBrokerStats {

	private final LongAdder published = new LongAdder();

	private final LongAdder calls = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder unreadable = new LongAdder();

	private final LongAdder forks = new LongAdder();

	void called(int publications) {
		this.calls.increment();
		this.published.add(publications);
	}

	void failed(int publications) {
		this.failed.add(publications);
	}

	void countUnreadable() {
		this.unreadable.increment();
	}

	void forked() {
		this.forks.increment();
	}

	/**
	 * Returns how many messages Redis has taken from this node.
	 * @return publications, joins and leaves
	 */
	public long published() {
		return this.published.sum();
	}

	/**
	 * Returns in how many calls they travelled.
	 * @return number of calls
	 */
	public long calls() {
		return this.calls.sum();
	}

	/**
	 * Returns how many messages could not be published.
	 * @return publications, joins and leaves
	 */
	public long failed() {
		return this.failed.sum();
	}

	/**
	 * Returns how many messages were ignored because they are of an unknown version or
	 * kind, or broken.
	 * @return number of messages
	 */
	public long unreadable() {
		return this.unreadable.sum();
	}

	/**
	 * Returns how often Redis had lost what it had confirmed, and a new epoch began.
	 * @return number of new epochs this node has begun or noticed while asking
	 */
	public long forks() {
		return this.forks.sum();
	}

}
