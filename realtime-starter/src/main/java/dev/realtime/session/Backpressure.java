package dev.realtime.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.loop.Ticker;
import dev.realtime.message.ChannelName;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.protocol.CloseReason;

/**
 * How one client keeps up, and what was decided because it does not. Looks at the outbox
 * once a second, and when a client that lags acknowledges; says when to end the
 * connection and ends nothing. Belongs to the session's loop.
 */
final class Backpressure {

	private final Outbox outbox;

	private final BackpressureSettings settings;

	private final SessionStats stats;

	private final Ticker ticker;

	/** Made with the first decision: most clients keep up. */
	private @Nullable DecisionLog log;

	/** What the client's lag is counted as on the node. */
	private long countedLag;

	/** What is under way to it, as counted on the node. */
	private long countedInFlight;

	Backpressure(Outbox outbox, BackpressureSettings settings, SessionStats stats, Ticker ticker) {
		this.outbox = outbox;
		this.settings = settings;
		this.stats = stats;
		this.ticker = ticker;
	}

	/** Judges anew; answers why the connection has to end, or nothing. */
	@Nullable CloseReason judge(long nowNanos) {
		countInFlight(this.outbox.window().inFlight());
		CloseReason reason = judgePace(nowNanos);
		return (reason != null) ? reason : judgeLag();
	}

	/**
	 * Judges anew if that may change anything; answers why the connection has to end, or
	 * nothing.
	 */
	@Nullable CloseReason acknowledged(long nowNanos) {
		return (this.outbox.isSlow() || this.outbox.isLagging()) ? judge(nowNanos) : null;
	}

	/** Why a connection has to end that is too far behind in a channel. */
	CloseReason overflowed() {
		decided(Decision.CLOSED, null, 0);
		return CloseReason.SLOW.because("too far behind in a channel that does not wait");
	}

	void decided(Decision decision, @Nullable ChannelName channel, long publications) {
		DecisionLog known = this.log;
		if (known == null) {
			known = new DecisionLog();
			this.log = known;
		}
		known.add(this.ticker.currentTimeMillis(), decision, channel, publications);
	}

	List<DecisionLog.Entry> decisions() {
		return (this.log != null) ? this.log.entries() : List.of();
	}

	/** The connection is over. */
	void end() {
		if (this.outbox.isSlow()) {
			this.stats.caughtUp();
		}
		countLag(0);
		countInFlight(0);
	}

	private @Nullable CloseReason judgePace(long nowNanos) {
		switch (this.outbox.judge(nowNanos, this.settings.ackTimeout().toNanos(),
				this.settings.closeAfter().toNanos())) {
			case SAME -> {
				return null;
			}
			case SLOWED -> {
				this.stats.slowed();
				decided(Decision.SLOW, null, 0);
				return null;
			}
			case CAUGHT_UP -> {
				this.stats.caughtUp();
				decided(Decision.IN_TIME, null, 0);
				return null;
			}
			case HOPELESS -> {
				decided(Decision.CLOSED, null, 0);
				return CloseReason.SLOW.because("no acknowledgement within " + this.settings.ackTimeout().toMillis()
						+ " ms for " + this.settings.closeAfter().toSeconds() + " s");
			}
		}
		throw new IllegalStateException("Four verdicts");
	}

	private @Nullable CloseReason judgeLag() {
		Outbox.Lag lag = this.outbox.measure(this.settings.maxLagBytes());
		countLag(this.outbox.lagBytes());
		switch (lag) {
			case SAME -> {
				return null;
			}
			case BEGUN -> {
				decided(Decision.LAGGING, null, 0);
				return null;
			}
			case OVER -> {
				decided(Decision.CAUGHT_UP, null, 0);
				return null;
			}
			case OVERFLOWED -> {
				return overflowed();
			}
		}
		throw new IllegalStateException("Four verdicts");
	}

	private void countInFlight(long bytes) {
		if (bytes != this.countedInFlight) {
			this.stats.inFlightChanged(bytes - this.countedInFlight);
			this.countedInFlight = bytes;
		}
	}

	private void countLag(long bytes) {
		if (bytes != this.countedLag) {
			this.stats.lagChanged(bytes - this.countedLag);
			this.countedLag = bytes;
		}
	}

}
