package dev.realtime.redis;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the connections to Redis have been through, counted since the start. Readable from
 * any thread.
 */
public final class RedisStats {

	private final LongAdder reconnects = new LongAdder();

	private final LongAdder missedProbes = new LongAdder();

	private final LongAdder redirects = new LongAdder();

	private final LongAdder lostSubscriptions = new LongAdder();

	private final AtomicLong lagNanos = new AtomicLong();

	private final AtomicLong expectedSubscribers = new AtomicLong();

	private final AtomicLong actualSubscribers = new AtomicLong();

	void reconnected() {
		this.reconnects.increment();
	}

	void probeMissed() {
		this.missedProbes.increment();
	}

	void redirected() {
		this.redirects.increment();
	}

	void lostSubscription() {
		this.lostSubscriptions.increment();
	}

	void lag(long nanos) {
		this.lagNanos.set(nanos);
	}

	void subscribers(long expected, long actual) {
		this.expectedSubscribers.set(expected);
		this.actualSubscribers.set(actual);
	}

	/**
	 * Returns how often a connection was lost and made again.
	 * @return number of reconnects
	 */
	public long reconnects() {
		return this.reconnects.sum();
	}

	/**
	 * Returns how many probes were not answered in time.
	 * @return number of probes
	 */
	public long missedProbes() {
		return this.missedProbes.sum();
	}

	/**
	 * Returns how often a call was sent on to another server of a Redis Cluster.
	 * @return number of redirections
	 */
	public long redirects() {
		return this.redirects.sum();
	}

	/**
	 * Returns how many subscriptions Redis has ended by itself, after a slot has moved
	 * for example. Each was made again.
	 * @return number of subscriptions
	 */
	public long lostSubscriptions() {
		return this.lostSubscriptions.sum();
	}

	/**
	 * Returns how long the last probe took from being published until it was heard, of
	 * the slowest server.
	 * @return nanoseconds
	 */
	public long lagNanos() {
		return this.lagNanos.get();
	}

	/**
	 * Returns how many subscriptions this node believes to have.
	 * @return number of subscriptions, as of the last comparison
	 */
	public long expectedSubscribers() {
		return this.expectedSubscribers.get();
	}

	/**
	 * Returns how many subscriptions Redis says this node has.
	 * @return number of subscriptions, as of the last comparison
	 */
	public long actualSubscribers() {
		return this.actualSubscribers.get();
	}

}
