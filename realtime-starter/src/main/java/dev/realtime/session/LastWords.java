package dev.realtime.session;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.realtime.loop.Loop;
import dev.realtime.loop.Timer;
import dev.realtime.outbound.WriteGate;
import dev.realtime.protocol.CloseReason;

/**
 * The end of a connection that the server ends: replies that wait leave first. When a
 * write is in flight they wait for it, but not for long: a client that does not read is
 * not waited for. Belongs to the session's loop.
 */
final class LastWords {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final Loop loop;

	private final Connection connection;

	private final Outbox outbox;

	private final WriteGate gate;

	private final CloseReason reason;

	private @Nullable Timer patience;

	LastWords(Loop loop, Connection connection, Outbox outbox, WriteGate gate, CloseReason reason) {
		this.loop = loop;
		this.connection = connection;
		this.outbox = outbox;
		this.gate = gate;
		this.reason = reason;
	}

	void begin() {
		if (this.outbox.hasWork() && !this.gate.begin()) {
			this.patience = this.loop.schedule(PATIENCE, this::end);
			return;
		}
		Outbox.Write write = this.outbox.hasWork() ? this.outbox.next(this.loop.ticker()) : null;
		if (write != null) {
			this.connection.write(write.frame());
		}
		end();
	}

	/** The write that was in flight has ended. */
	void writable() {
		if (this.patience != null && this.patience.isPending()) {
			this.patience.cancel();
			begin();
		}
	}

	private void end() {
		this.connection.close(this.reason);
	}

}
