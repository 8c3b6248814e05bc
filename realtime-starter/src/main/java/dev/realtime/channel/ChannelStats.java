package dev.realtime.channel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.realtime.latency.LatencyRecorder;
import dev.realtime.latency.LatencyView;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;

/**
 * What the channels of a node have done, counted since it started. Readable from any
 * thread.
 */
public final class ChannelStats {

	private final LatencyRecorder fanout = new LatencyRecorder();

	private final LatencyRecorder delivery = new LatencyRecorder();

	private final LongAdder channels = new LongAdder();

	private final LongAdder subscriptions = new LongAdder();

	private final LongAdder expected = new LongAdder();

	private final LongAdder abandoned = new LongAdder();

	private final LongAdder delivered = new LongAdder();

	/** By priority, then by decision. */
	private final LongAdder[][] skipped = new LongAdder[Priority.values().length][Decision.values().length];

	private final LongAdder catchUps = new LongAdder();

	private final LongAdder historyReads = new LongAdder();

	private final LongAdder forksSuspected = new LongAdder();

	private final LongAdder deltaSaved = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	private final LongAdder joinsSuppressed = new LongAdder();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder unrecovered = new LongAdder();

	ChannelStats() {
		for (LongAdder[] ofPriority : this.skipped) {
			Arrays.setAll(ofPriority, (decision) -> new LongAdder());
		}
	}

	/** A publication has reached its home so long after it was published. */
	void heard(long millis) {
		this.fanout.record(TimeUnit.MILLISECONDS.toNanos(millis));
	}

	/**
	 * Returns how long publications took from being published until this node had them
	 * for its clients. In milliseconds; by how much the broker's clock differs from this
	 * node's is taken off as far as it is known.
	 * @return since the start, a live view
	 */
	public LatencyView fanout() {
		return this.fanout;
	}

	/**
	 * Returns how long publications took from being published until connections were
	 * given them, each connection for itself. Those that are given together count as old
	 * as the oldest of them. In milliseconds, without what clocks differ by, as before.
	 * @return since the start, a live view
	 */
	public LatencyView delivery() {
		return this.delivery;
	}

	/** Where loops note how old what they hand over is. */
	LatencyRecorder deliveryRecorder() {
		return this.delivery;
	}

	void channelOpened() {
		this.channels.increment();
	}

	void channelEnded() {
		this.channels.decrement();
	}

	void subscribed() {
		this.subscriptions.increment();
	}

	void unsubscribed() {
		this.subscriptions.decrement();
	}

	/** So many more publications are to be handed over. */
	void expected(long publications) {
		this.expected.add(publications);
	}

	/** So many of those will not be: whoever waited for them is gone. */
	void abandoned(long publications) {
		this.abandoned.add(publications);
	}

	void delivered(int publications) {
		this.delivered.add(publications);
	}

	void skipped(Priority priority, Decision why, long publications) {
		this.skipped[priority.ordinal()][why.ordinal()].add(publications);
	}

	void caughtUp() {
		this.catchUps.increment();
	}

	void historyRead() {
		this.historyReads.increment();
	}

	void forkSuspected() {
		this.forksSuspected.increment();
	}

	void deltaSaved(long bytes) {
		this.deltaSaved.add(bytes);
	}

	void messageDropped() {
		this.dropped.increment();
	}

	void joinSuppressed() {
		this.joinsSuppressed.increment();
	}

	void recovery(boolean complete) {
		(complete ? this.recovered : this.unrecovered).increment();
	}

	/**
	 * Returns how much less was handed to connections because publications were given as
	 * differences.
	 * @return number of bytes, before compression
	 */
	public long deltaSaved() {
		return this.deltaSaved.sum();
	}

	/**
	 * Returns how many messages of the broker were dropped because too many were under
	 * way. What channels with history missed by that is read from there.
	 * @return number of messages
	 */
	public long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Returns how many joins and leaves nobody was told of because too many subscribe to
	 * the channel.
	 * @return number of messages
	 */
	public long joinsSuppressed() {
		return this.joinsSuppressed.sum();
	}

	/**
	 * Returns how many channels this node listens to, those included that nobody
	 * subscribes to any more and that are kept for a while.
	 * @return number of channels now
	 */
	public long channels() {
		return this.channels.sum();
	}

	/**
	 * Returns how many subscriptions there are.
	 * @return channels times their subscribers, now
	 */
	public long subscriptions() {
		return this.subscriptions.sum();
	}

	/**
	 * Returns how many publications were to be handed over: each counts once for every
	 * subscription there was when this node heard it.
	 * @return publications times subscriptions
	 */
	public long expected() {
		return this.expected.sum();
	}

	/**
	 * Returns how many of those were still to be handed over when their subscription
	 * ended, or its channel started over. Of joins and leaves that had left the tail it
	 * is not known that they were none.
	 * @return publications times subscriptions
	 */
	public long abandoned() {
		return this.abandoned.sum();
	}

	/**
	 * Returns which part of what was to be handed over has been, or was left out on
	 * purpose. The rest is under way, waits for clients that lag, or is lost.
	 * @return 1 if all is done, since the start; 1 if there was nothing to do
	 */
	public double fanoutRatio() {
		// In this order, so that what is counted meanwhile makes it less and not more
		// than 1.
		double done = delivered() + skipped();
		long gone = abandoned();
		long wanted = expected() - gone;
		return (wanted > 0) ? done / wanted : 1;
	}

	/**
	 * Returns how many publications were handed to connections.
	 * @return publications times connections
	 */
	public long delivered() {
		return this.delivered.sum();
	}

	/**
	 * Returns how many publications connections that lagged were not given.
	 * @return publications times connections
	 */
	public long skipped() {
		return Arrays.stream(this.skipped).flatMap(Arrays::stream).mapToLong(LongAdder::sum).sum();
	}

	/**
	 * Returns how many publications connections were not given for one reason.
	 * @param priority of the channel
	 * @param why a decision that leaves publications out
	 * @return publications times connections
	 */
	public long skipped(Priority priority, Decision why) {
		return this.skipped[priority.ordinal()][why.ordinal()].sum();
	}

	/**
	 * Returns how often a cursor that fell off a tail was served from history.
	 * @return number of catch-ups
	 */
	public long catchUps() {
		return this.catchUps.sum();
	}

	/**
	 * Returns how often history was read from the broker.
	 * @return number of reads
	 */
	public long historyReads() {
		return this.historyReads.sum();
	}

	/**
	 * Returns how often a publication came under an offset that was another's, so that
	 * the broker had to be asked which history counts.
	 * @return number of publications
	 */
	public long forksSuspected() {
		return this.forksSuspected.sum();
	}

	/**
	 * Returns how many clients recovered everything they missed.
	 * @return number of recoveries
	 */
	public long recovered() {
		return this.recovered.sum();
	}

	/**
	 * Returns how many clients asked to recover and could not.
	 * @return number of recoveries
	 */
	public long unrecovered() {
		return this.unrecovered.sum();
	}

}
