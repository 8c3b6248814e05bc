package dev.realtime.channel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.realtime.latency.LatencyHistogram;
import dev.realtime.latency.LatencyRecorder;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;

/**
 * What the channels of a node have done, counted since it started. Readable from any
 * thread.
 */
public final class ChannelStats {

	private final LatencyRecorder fanout = new LatencyRecorder();

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
	 * Returns how long publications took from being published, by the clock of who gave
	 * them their time, until this node had them for its clients. In milliseconds; by how
	 * much the clocks differ is in it.
	 * @return since the start
	 */
	public LatencyHistogram fanout() {
		return this.fanout.snapshot();
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
