package dev.realtime.session;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.CloseReason;

/**
 * Where a session stands. Takes events and answers what is to be done; does nothing
 * itself. Belongs to one loop.
 */
final class SessionState {

	private enum Phase {

		/** The transport is up, nothing was said. */
		OPEN,

		/** The client has been told that it is connected. */
		CONNECTED,

		/** Over, whoever ended it. */
		CLOSED

	}

	private Phase phase = Phase.OPEN;

	private @Nullable CloseReason closeReason;

	/** The client has been told that it is connected. */
	void connected() {
		if (this.phase == Phase.OPEN) {
			this.phase = Phase.CONNECTED;
		}
	}

	/** The server ends it; answers what is left to do. */
	AfterClose closedByServer(CloseReason reason) {
		if (this.phase != Phase.CLOSED) {
			this.closeReason = reason;
		}
		return close(true);
	}

	/** The transport is gone; answers what is left to do. */
	AfterClose transportGone() {
		return close(false);
	}

	boolean isOpen() {
		return this.phase != Phase.CLOSED;
	}

	boolean isConnected() {
		return this.phase == Phase.CONNECTED;
	}

	/** Where it stands, as one word. */
	String word() {
		return this.phase.name();
	}

	/** Why the server ended it, or nothing. */
	@Nullable CloseReason closeReason() {
		return this.closeReason;
	}

	private AfterClose close(boolean tellTransport) {
		if (this.phase == Phase.CLOSED) {
			return AfterClose.NOTHING;
		}
		AfterClose after = new AfterClose(true, tellTransport, this.phase == Phase.CONNECTED);
		this.phase = Phase.CLOSED;
		return after;
	}

	/**
	 * What is left to do when a session ends.
	 *
	 * @param release whether what it holds is to be let go
	 * @param closeTransport whether the transport is to be closed
	 * @param tellApplication whether the application knew of the client
	 */
	record AfterClose(boolean release, boolean closeTransport, boolean tellApplication) {

		static final AfterClose NOTHING = new AfterClose(false, false, false);

	}

}
