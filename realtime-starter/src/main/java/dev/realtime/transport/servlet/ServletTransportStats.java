package dev.realtime.transport.servlet;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the servlet transport has done, counted since it started. Readable from any
 * thread.
 */
public final class ServletTransportStats {

	private final LongAdder wrongOrigin = new LongAdder();

	void wrongOrigin() {
		this.wrongOrigin.increment();
	}

	/**
	 * Returns how many handshakes were refused because of their origin.
	 * @return number of handshakes
	 */
	public long refusedByOrigin() {
		return this.wrongOrigin.sum();
	}

}
