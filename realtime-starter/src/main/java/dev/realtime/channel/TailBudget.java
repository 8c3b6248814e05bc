package dev.realtime.channel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory all tails of a node take together, and may take. Counted where tails
 * begin, at the homes: the shards' tails refer to the same deliveries. Over budget every
 * tail keeps only little, and who lags reads from history or skips. Thread-safe.
 */
public final class TailBudget {

	/** What a tail may keep when all together keep too much. */
	static final long SCARCE_BYTES = 16 * 1024;

	private final AtomicLong used = new AtomicLong();

	private final long limitBytes;

	private final Runnable onExceeded;

	private volatile boolean exceeded;

	TailBudget(long limitBytes, Runnable onExceeded) {
		this.limitBytes = limitBytes;
		this.onExceeded = onExceeded;
	}

	/** Counts what a tail has taken or given back. */
	void changed(long bytes) {
		long now = this.used.addAndGet(bytes);
		boolean over = now > this.limitBytes;
		// A tenth below, so that it is not decided anew with every publication.
		if (over && !this.exceeded) {
			this.exceeded = true;
			this.onExceeded.run();
		}
		else if (this.exceeded && now < this.limitBytes - this.limitBytes / 10) {
			this.exceeded = false;
		}
	}

	/** How many bytes one tail may keep. */
	long share(long wanted) {
		return this.exceeded ? Math.min(wanted, SCARCE_BYTES) : wanted;
	}

	/**
	 * Returns how much memory all tails take.
	 * @return about how many bytes
	 */
	public long usedBytes() {
		return this.used.get();
	}

	/**
	 * Returns how much they may take.
	 * @return number of bytes
	 */
	public long limitBytes() {
		return this.limitBytes;
	}

	/**
	 * Whether they take more than they may, and are kept short.
	 * @return whether the budget is exceeded, until a tenth of it is free again
	 */
	public boolean isExceeded() {
		return this.exceeded;
	}

}
