package dev.realtime.transport.servlet;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the servlet transport has done, counted since it started. Readable from any
 * thread.
 */
public final class ServletTransportStats {

	private final LongAdder wrongOrigin = new LongAdder();

	private final LongAdder upgraded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	void wrongOrigin() {
		this.wrongOrigin.increment();
	}

	/** A handshake that was let in has ended. */
	void ended(boolean withConnection) {
		(withConnection ? this.upgraded : this.failed).increment();
	}

	/**
	 * Returns how many handshakes became connections.
	 * @return number of handshakes
	 */
	public long upgraded() {
		return this.upgraded.sum();
	}

	/**
	 * Returns how many handshakes were let in and became none: requests that are no
	 * handshake of a WebSocket, and clients that were gone before they were answered.
	 * @return number of handshakes
	 */
	public long failed() {
		return this.failed.sum();
	}

	/**
	 * Returns how many handshakes were refused because of their origin.
	 * @return number of handshakes
	 */
	public long refusedByOrigin() {
		return this.wrongOrigin.sum();
	}

}
