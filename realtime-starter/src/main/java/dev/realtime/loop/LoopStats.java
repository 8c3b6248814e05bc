package dev.realtime.loop;

import dev.realtime.latency.LatencyRecorder;
import dev.realtime.latency.LatencyView;

/**
 * What a loop says of itself. Written by the loop, read by anyone: each figure is right,
 * two figures may be of different moments.
 */
public final class LoopStats {

	private final LatencyRecorder lag = new LatencyRecorder();

	private volatile long turns;

	private volatile long tasks;

	private volatile long flushes;

	private volatile long failures;

	private volatile long lagNanos;

	private volatile long worstLagNanos;

	void turned(long newTasks, long newFlushes) {
		// Only the loop writes, so a plain read-add-write loses nothing.
		this.turns = this.turns + 1;
		this.tasks = this.tasks + newTasks;
		this.flushes = this.flushes + newFlushes;
	}

	void failed() {
		this.failures = this.failures + 1;
	}

	void lagged(long nanos) {
		this.lagNanos = nanos;
		this.lag.record(nanos);
		if (nanos > this.worstLagNanos) {
			this.worstLagNanos = nanos;
		}
	}

	/**
	 * Returns how often the loop went round.
	 * @return number of turns
	 */
	public long turns() {
		return this.turns;
	}

	/**
	 * Returns how much it was asked to do.
	 * @return number of tasks taken from the inbox
	 */
	public long tasks() {
		return this.tasks;
	}

	/**
	 * Returns how often something dirty was flushed.
	 * @return number of flushes
	 */
	public long flushes() {
		return this.flushes;
	}

	/**
	 * Returns how often a task ended in an exception, each of which was logged.
	 * @return number of failures
	 */
	public long failures() {
		return this.failures;
	}

	/**
	 * Returns how long the last probe waited in the inbox. A probe is posted every 100 ms
	 * while the loop is busy.
	 * @return nanoseconds
	 */
	public long lagNanos() {
		return this.lagNanos;
	}

	/**
	 * Returns how long probes waited in the inbox.
	 * @return since the start, a live view
	 */
	public LatencyView lag() {
		return this.lag;
	}

	/**
	 * Returns how long any probe ever waited.
	 * @return nanoseconds
	 */
	public long worstLagNanos() {
		return this.worstLagNanos;
	}

}
