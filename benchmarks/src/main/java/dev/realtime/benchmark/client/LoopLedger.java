package dev.realtime.benchmark.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The books of one event loop. Written by its thread alone; the two counts that others
 * watch while it runs can be read by any thread.
 */
final class LoopLedger {

	/** Number of publications that only show who hears. */
	static final long PROBE = 0;

	private static final int SLOTS = 2 * Window.WIDEST;

	private final List<LoadConnection> connections = new ArrayList<>();

	private final AtomicLong deliveries = new AtomicLong();

	private final AtomicLong probed = new AtomicLong();

	private final Histogram latency = Tally.newHistogram();

	private final long[] numbers = new long[SLOTS];

	private final int[] receipts = new int[SLOTS];

	private @Nullable Window window;

	private long gaps;

	private long late;

	private long duplicates;

	private long closed;

	private long deliveriesAtReset;

	private long now;

	void add(LoadConnection connection) {
		this.connections.add(connection);
	}

	List<LoadConnection> connections() {
		return this.connections;
	}

	void watch(Window window) {
		this.window = window;
	}

	/**
	 * Bytes arrived: what is found in them was received now. The clock is read once for
	 * all of them.
	 */
	void reading(long now) {
		this.now = now;
	}

	void received(SequenceCheck check, long sequence, long moment) {
		switch (check.received(sequence)) {
			case NEXT -> {
			}
			case AFTER_GAP -> this.gaps++;
			case LATE -> this.late++;
			case DUPLICATE -> {
				this.duplicates++;
				return;
			}
		}
		this.deliveries.lazySet(this.deliveries.get() + 1);
		long micros = (this.now - moment) / 1000;
		this.latency.recordValue(Math.max(0, Math.min(micros, Tally.HIGHEST_LATENCY_MICROS)));
		if (this.window != null) {
			countReceipt(this.window, sequence);
		}
	}

	void probed() {
		this.probed.lazySet(this.probed.get() + 1);
	}

	void closed() {
		this.closed++;
	}

	long deliveries() {
		return this.deliveries.get();
	}

	long connectionsProbed() {
		return this.probed.get();
	}

	void reset() {
		this.latency.reset();
		this.gaps = 0;
		this.late = 0;
		this.duplicates = 0;
		this.closed = 0;
		this.deliveriesAtReset = this.deliveries.get();
	}

	Tally tally(long published) {
		long lost = 0;
		for (LoadConnection connection : this.connections) {
			lost += connection.lost(published);
		}
		return new Tally(this.deliveries.get() - this.deliveriesAtReset, lost, this.gaps, this.late, this.duplicates,
				this.closed, this.latency.copy());
	}

	private void countReceipt(Window window, long sequence) {
		int slot = (int) (sequence % SLOTS);
		if (this.numbers[slot] != sequence) {
			this.numbers[slot] = sequence;
			this.receipts[slot] = 0;
		}
		if (++this.receipts[slot] == this.connections.size() - this.closed) {
			window.receivedOnLoop(sequence);
		}
	}

}
