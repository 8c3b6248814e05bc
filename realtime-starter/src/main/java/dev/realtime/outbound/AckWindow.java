package dev.realtime.outbound;

/**
 * How many bytes may be under way to a client that has not acknowledged them.
 *
 * <p>
 * Kernels and balancers buffer megabytes, and what lies there can be neither overtaken
 * nor dropped. So the server pings behind the bytes it hands over, and because a client
 * answers pings in order and after what came before them, the k-th pong acknowledges
 * everything up to the k-th ping.
 *
 * <p>
 * How much may be under way follows the client. It is a quarter of the most at first. By
 * how much a pong comes later than the quickest ones says how long the bytes before it
 * have waited in front of the client: twice as much may be under way when that is next to
 * nothing, a little more while it is short, half when it is longer than the target. So
 * what a slow client gets in front of something urgent takes about the target time and
 * not the minute that the whole window would. Belongs to one loop.
 */
public final class AckWindow {

	/** Below that a ping would be behind every message. */
	private static final long LEAST_BYTES = 4096;

	private final long mostBytes;

	private final long leastBytes;

	private final long targetNanos;

	private long windowBytes;

	/**
	 * What a pong takes when nothing waits before it, as far as that can be told; grows
	 * slowly, as routes change. No line is longer than the target: the first pong of a
	 * slow client has waited already.
	 */
	private long quickestNanos;

	private long handedBytes;

	private long acknowledgedBytes;

	/** Bytes handed over before each unanswered ping, oldest first, from {@code head}. */
	private long[] pings = new long[2];

	/** When each of them was handed over. */
	private long[] pingedAt = new long[2];

	private int head;

	private int outstanding;

	private long lastPingBytes;

	/**
	 * Opens a window.
	 * @param mostBytes the most bytes under way, at least 1
	 * @param targetNanos how long bytes may wait in front of the client before fewer may
	 * be under way
	 */
	public AckWindow(long mostBytes, long targetNanos) {
		this.mostBytes = mostBytes;
		this.leastBytes = Math.min(mostBytes, LEAST_BYTES);
		this.targetNanos = targetNanos;
		this.quickestNanos = targetNanos;
		this.windowBytes = Math.max(this.leastBytes, mostBytes / 4);
	}

	/**
	 * Returns how much may be under way at the moment.
	 * @return bytes, from 4 KB, or the most if that is less, to the most
	 */
	public long size() {
		return this.windowBytes;
	}

	/**
	 * Returns how much may be handed over now.
	 * @return bytes; the whole window when nothing is under way, so that a frame larger
	 * than the window can leave then
	 */
	public long room() {
		return this.windowBytes - inFlight();
	}

	/**
	 * Whether nothing is under way.
	 * @return whether all bytes are acknowledged
	 */
	public boolean isIdle() {
		return inFlight() <= 0;
	}

	/**
	 * Counts bytes that were handed to the transport.
	 * @param bytes how many
	 */
	public void handed(int bytes) {
		this.handedBytes += bytes;
	}

	/**
	 * Whether half the window has been used since the last ping, so that another one is
	 * due behind these bytes.
	 * @return whether to ping
	 */
	public boolean wantsPing() {
		return this.handedBytes - this.lastPingBytes >= this.windowBytes / 2;
	}

	/**
	 * Counts a ping that was handed to the transport behind everything counted so far.
	 * @param nowNanos now
	 */
	public void pinged(long nowNanos) {
		if (this.outstanding == this.pings.length) {
			grow();
		}
		int last = (this.head + this.outstanding) % this.pings.length;
		this.pings[last] = this.handedBytes;
		this.pingedAt[last] = nowNanos;
		this.outstanding++;
		this.lastPingBytes = this.handedBytes;
	}

	/**
	 * Counts a pong. One that answers no ping is ignored.
	 * @param nowNanos now
	 * @return whether bytes were acknowledged
	 */
	public boolean ponged(long nowNanos) {
		if (this.outstanding == 0) {
			return false;
		}
		long acknowledged = this.pings[this.head];
		adapt(nowNanos - this.pingedAt[this.head]);
		this.head = (this.head + 1) % this.pings.length;
		this.outstanding--;
		boolean progress = acknowledged > this.acknowledgedBytes;
		this.acknowledgedBytes = acknowledged;
		return progress;
	}

	/**
	 * Returns how many pings wait for their pong.
	 * @return number of pings
	 */
	public int outstandingPings() {
		return this.outstanding;
	}

	/**
	 * Returns how long the client has owed a pong.
	 * @param nowNanos now
	 * @return nanoseconds since the oldest unanswered ping, 0 if there is none
	 */
	public long unansweredNanos(long nowNanos) {
		return (this.outstanding == 0) ? 0 : nowNanos - this.pingedAt[this.head];
	}

	/**
	 * Returns how many bytes are under way.
	 * @return bytes handed over and not acknowledged
	 */
	public long inFlight() {
		return this.handedBytes - this.acknowledgedBytes;
	}

	private void adapt(long tookNanos) {
		long known = Math.min(this.quickestNanos + this.quickestNanos / 16, this.targetNanos);
		this.quickestNanos = Math.min(tookNanos, known);
		long waited = tookNanos - this.quickestNanos;
		if (waited > this.targetNanos) {
			this.windowBytes = Math.max(this.leastBytes, this.windowBytes / 2);
		}
		else if (this.windowBytes < this.mostBytes) {
			boolean hardly = waited < this.targetNanos / 8;
			this.windowBytes = Math.min(this.mostBytes,
					this.windowBytes + (hardly ? this.windowBytes : this.leastBytes));
		}
	}

	private void grow() {
		this.pings = unrolled(this.pings);
		this.pingedAt = unrolled(this.pingedAt);
		this.head = 0;
	}

	private long[] unrolled(long[] ring) {
		long[] larger = new long[ring.length * 2];
		for (int i = 0; i < this.outstanding; i++) {
			larger[i] = ring[(this.head + i) % ring.length];
		}
		return larger;
	}

}
