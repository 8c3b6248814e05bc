package dev.realtime.channel;

import java.util.concurrent.TimeUnit;

import dev.realtime.latency.LatencyRecorder;
import dev.realtime.loop.Loop;

/**
 * How old publications are when connections are given them. What is given in one turn is
 * collected by the millisecond in which it was published, and noted when the turn is
 * over: so the clock is read once a turn, and a thousand connections that are given the
 * same publication are one entry. Allocates nothing. Belongs to one loop.
 */
final class HandOvers {

	/** As many as a word has bits. */
	private static final int SLOTS = Long.SIZE;

	private final Loop loop;

	private final LatencyRecorder recorder;

	/** When the publications of each slot were published. */
	private final long[] times = new long[SLOTS];

	private final long[] counts = new long[SLOTS];

	/** A bit for each slot that is in use. */
	private long used;

	/** One object, so that asking for the end of the turn makes none. */
	private final Runnable ending = this::turnEnded;

	HandOvers(Loop loop, LatencyRecorder recorder) {
		this.loop = loop;
		this.recorder = recorder;
	}

	/**
	 * A connection is given publications; within a turn of the loop.
	 * @param timeMillis when the oldest was published, 0 if nobody knows
	 * @param publications how many
	 */
	void given(long timeMillis, int publications) {
		if (timeMillis <= 0 || publications == 0) {
			return;
		}
		int slot = (int) (timeMillis & (SLOTS - 1));
		long bit = 1L << slot;
		if ((this.used & bit) != 0 && this.times[slot] != timeMillis) {
			note(slot, this.loop.ticker().currentTimeMillis());
		}
		if (this.used == 0) {
			this.loop.atEndOfTurn(this.ending);
		}
		this.used |= bit;
		this.times[slot] = timeMillis;
		this.counts[slot] += publications;
	}

	private void turnEnded() {
		long now = this.loop.ticker().currentTimeMillis();
		for (long left = this.used; left != 0; left &= left - 1) {
			note(Long.numberOfTrailingZeros(left), now);
		}
		this.used = 0;
	}

	private void note(int slot, long nowMillis) {
		this.recorder.record(TimeUnit.MILLISECONDS.toNanos(nowMillis - this.times[slot]), this.counts[slot]);
		this.counts[slot] = 0;
	}

}
