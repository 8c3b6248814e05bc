package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainSettings;
import dev.realtime.protocol.CloseReason;
import dev.realtime.session.Sessions;
import dev.realtime.transport.servlet.ServletTransport;

/**
 * Closes all sessions before the web server begins to stop, so that clients learn why and
 * connect elsewhere: a few at a time, or other nodes would get all of them at once.
 */
final class SessionLifecycle implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(SessionLifecycle.class);

	private static final long PATIENCE_NANOS = 5_000_000_000L;

	/**
	 * After it Kubernetes kills a process it has told to end, unless it is told
	 * otherwise.
	 */
	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final long POLL_NANOS = 10_000_000;

	private final Sessions sessions;

	private final ServletTransport transport;

	private final NodeDrain drain;

	private final DrainSettings settings;

	private volatile boolean running;

	SessionLifecycle(Sessions sessions, ServletTransport transport, NodeDrain drain, DrainSettings settings) {
		this.sessions = sessions;
		this.transport = transport;
		this.drain = drain;
		this.settings = settings;
	}

	@Override
	public void start() {
		this.running = true;
		Duration most = this.settings.shutdown().plusNanos(PATIENCE_NANOS);
		if (most.compareTo(GRACE) > 0) {
			logger.warn(
					"Closing all connections may take {} s at the end (realtime.drain.shutdown and some seconds): "
							+ "Kubernetes kills a process after {} s unless terminationGracePeriodSeconds is longer",
					most.toSeconds(), GRACE.toSeconds());
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.transport.refuse();
		long active = this.sessions.stats().active();
		if (active > 0) {
			logger.info("Closing {} connections", active);
			this.settings.shutdownPlan().ifPresent(this::drain);
		}
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		do {
			// Again and again: a handshake that was let in before may only now arrive.
			this.sessions.forEach((session) -> session.close(CloseReason.SHUTDOWN));
			LockSupport.parkNanos(POLL_NANOS);
		}
		while (isBusy() && System.nanoTime() < deadline);
		this.transport.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
	}

	/** Empties the node in the time it has; what is left then is closed anyway. */
	private void drain(DrainPlan plan) {
		long deadline = System.nanoTime() + this.settings.shutdown().toNanos();
		this.drain.shutDown(plan);
		while (this.sessions.stats().active() > 0 && System.nanoTime() < deadline) {
			LockSupport.parkNanos(POLL_NANOS);
		}
	}

	/** Whether there are sessions, or listeners that have not heard of their end. */
	private boolean isBusy() {
		return this.sessions.stats().active() > 0 || this.sessions.stats().eventsWaiting() > 0;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Above the web server's graceful phase, which is 1024 below the default. */
	@Override
	public int getPhase() {
		return SmartLifecycle.DEFAULT_PHASE - 512;
	}

}
