package dev.realtime.presence.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;

/**
 * One client of this node in one channel: brings what stands in Redis to what should
 * stand there, one call at a time, and tries again what failed. Guarded by itself.
 */
final class Present {

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LAST_RETRY = Duration.ofSeconds(30);

	private final Place place;

	private @Nullable ClientInfo wanted;

	private List<CompletableFuture<Void>> waiting = new ArrayList<>();

	private boolean settled;

	/** Redis has lost or refused it. */
	private boolean behind;

	private boolean busy;

	private boolean over;

	private int failures;

	Present(Place place) {
		this.place = place;
	}

	Place place() {
		return this.place;
	}

	/** Wants the client there, or gone; nothing if this has ended. */
	synchronized @Nullable CompletionStage<Void> want(@Nullable ClientInfo client) {
		if (this.over) {
			return null;
		}
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.wanted = client;
		this.settled = false;
		this.waiting.add(done);
		return done;
	}

	/** Redis has forgotten it. */
	synchronized void lost() {
		this.settled = false;
		this.behind = true;
	}

	synchronized boolean isSettled() {
		return this.settled;
	}

	synchronized boolean isBehind() {
		return this.behind;
	}

	/** The next call, unless one is under way or none is needed. */
	synchronized @Nullable Step next() {
		if (this.busy || this.settled || this.over) {
			return null;
		}
		this.busy = true;
		this.settled = true;
		Step step = new Step(this.wanted, this.waiting);
		this.waiting = new ArrayList<>();
		return step;
	}

	/** Returns whether nothing is left to be done, ever. */
	synchronized boolean succeeded() {
		this.busy = false;
		this.failures = 0;
		this.behind &= !this.settled;
		this.over = this.settled && this.wanted == null;
		return this.over;
	}

	/** Returns when to try again. */
	synchronized Duration failed() {
		this.busy = false;
		this.settled = false;
		this.behind = true;
		Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(this.failures++, 5));
		return (delay.compareTo(LAST_RETRY) < 0) ? delay : LAST_RETRY;
	}

	/**
	 * Where a client is.
	 *
	 * @param channel the channel
	 * @param client the client
	 */
	record Place(ChannelName channel, ClientId client) {

	}

	/**
	 * A call.
	 *
	 * @param client who is to be there, or nobody
	 * @param waiting who waits for it
	 */
	record Step(@Nullable ClientInfo client, List<CompletableFuture<Void>> waiting) {

	}

}
