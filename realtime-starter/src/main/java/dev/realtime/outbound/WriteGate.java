package dev.realtime.outbound;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps one write of a connection in flight. The loop asks to begin one; whichever thread
 * learns that it is done says so, and is told whether the loop has asked again meanwhile
 * and must be woken. So a write that is not waited for costs no message between threads.
 */
public final class WriteGate {

	private static final int IDLE = 0;

	private static final int WRITING = 1;

	/** A write is in flight and the loop waits for its end. */
	private static final int AWAITED = 2;

	private final AtomicInteger state = new AtomicInteger();

	/**
	 * Asks to begin a write; on the loop.
	 * @return whether it may begin; if not, the one in flight will answer true from
	 * {@link #end()}
	 */
	public boolean begin() {
		while (true) {
			int current = this.state.get();
			if (current == IDLE) {
				if (this.state.compareAndSet(IDLE, WRITING)) {
					return true;
				}
			}
			else if (current == AWAITED || this.state.compareAndSet(WRITING, AWAITED)) {
				return false;
			}
		}
	}

	/**
	 * Says that the write in flight is done; any thread, once per write.
	 * @return whether the loop waits for it
	 */
	public boolean end() {
		return this.state.getAndSet(IDLE) == AWAITED;
	}

}
