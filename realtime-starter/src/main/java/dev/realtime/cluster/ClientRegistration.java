package dev.realtime.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.loop.Loop;
import dev.realtime.loop.Timer;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * One client's place in the directory: brings what is there to what should be there, one
 * call at a time, and tries again what failed. So a client that ends while it is being
 * registered is unregistered behind that and leaves no ghost. Belongs to the client's
 * loop.
 */
public final class ClientRegistration {

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LAST_RETRY = Duration.ofSeconds(30);

	/**
	 * About two minutes. What then still stands in the store of a client that ended is
	 * removed by whoever looks for its user, or with its node.
	 */
	private static final int MOST_UNREGISTER_FAILURES = 8;

	private static final Logger logger = LoggerFactory.getLogger(ClientRegistration.class);

	private final ClientRegistrar registrar;

	private final Loop loop;

	private final UserId user;

	private final ClientId client;

	private final CompletableFuture<List<Registration>> first = new CompletableFuture<>();

	/** What the store answered when it was registered. */
	private @Nullable Registration own;

	private boolean wanted = true;

	/** Whether it is in the store as far as is known. */
	private boolean present;

	/** The store has lost or refused it. */
	private boolean behind;

	/** A call is under way. */
	private boolean busy;

	/** The store has lost what it had while a call was under way. */
	private boolean lostMeanwhile;

	private int failures;

	private @Nullable Timer retry;

	ClientRegistration(ClientRegistrar registrar, Loop loop, UserId user, ClientId client) {
		this.registrar = registrar;
		this.loop = loop;
		this.user = user;
		this.client = client;
	}

	/**
	 * Returns how the first attempt ended; others follow if it failed.
	 * @return all registrations of the user at that moment; completes in a turn of the
	 * client's loop
	 */
	public CompletionStage<List<Registration>> first() {
		return this.first;
	}

	/**
	 * The client has ended. Twice does no harm.
	 */
	public void end() {
		if (!this.wanted) {
			return;
		}
		setPresent(true);
		setBehind(false);
		this.wanted = false;
		this.failures = 0;
		this.registrar.ended(this);
		step();
	}

	void begin() {
		this.registrar.countUnregistered(1);
		step();
	}

	/** The store has lost it. */
	void lost(Duration delay) {
		if (!this.wanted) {
			return;
		}
		setBehind(true);
		if (this.busy) {
			this.lostMeanwhile = true;
			return;
		}
		setPresent(false);
		stepIn(delay);
	}

	Loop loop() {
		return this.loop;
	}

	private void step() {
		if (this.retry != null) {
			this.retry.cancel();
			this.retry = null;
		}
		if (this.busy || (this.wanted && this.present)) {
			return;
		}
		this.busy = true;
		if (!this.wanted) {
			this.registrar.directory()
				.unregister(this.user, this.client)
				.whenComplete((done, failure) -> this.loop.executeNowOrLater(() -> unregistered(failure)));
		}
		else if (this.own != null) {
			this.registrar.directory()
				.restore(this.user, this.own)
				.whenComplete((done, failure) -> this.loop.executeNowOrLater(() -> registered(failure)));
		}
		else {
			this.registrar.directory()
				.register(this.user, this.client)
				.whenComplete((all, failure) -> this.loop.executeNowOrLater(() -> answered(all, failure)));
		}
	}

	private void answered(@Nullable List<Registration> all, @Nullable Throwable failure) {
		if (all != null) {
			this.own = all.stream()
				.filter((registration) -> registration.client().equals(this.client))
				.findFirst()
				.orElse(null);
		}
		registered(failure);
		if (all != null) {
			this.first.complete(all);
		}
		else if (failure != null) {
			this.first.completeExceptionally(failure);
		}
	}

	private void registered(@Nullable Throwable failure) {
		this.busy = false;
		if (!this.wanted) {
			// It ended meanwhile. Whatever came of the call, it may stand in the store.
			step();
		}
		else if (failure != null) {
			setBehind(true);
			failed(failure);
		}
		else {
			this.failures = 0;
			this.registrar.succeeded();
			setPresent(!this.lostMeanwhile);
			setBehind(this.lostMeanwhile);
			this.lostMeanwhile = false;
			step();
		}
	}

	private void unregistered(@Nullable Throwable failure) {
		this.busy = false;
		if (failure == null) {
			this.registrar.succeeded();
		}
		else if (this.failures < MOST_UNREGISTER_FAILURES) {
			failed(failure);
		}
		else {
			logger.debug("Client {} could not be unregistered", this.client, failure);
		}
	}

	private void failed(Throwable failure) {
		this.registrar.failed(failure);
		long millis = Math.min(LAST_RETRY.toMillis(), FIRST_RETRY.toMillis() << Math.min(this.failures, 10));
		this.failures++;
		// Many have failed at once: they do not come back at once.
		stepIn(Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1)));
	}

	private void stepIn(Duration delay) {
		if (this.retry != null) {
			this.retry.cancel();
		}
		this.retry = this.loop.schedule(delay, this::step);
	}

	private void setBehind(boolean nowBehind) {
		if (this.behind != nowBehind) {
			this.behind = nowBehind;
			this.registrar.countBehind(nowBehind ? 1 : -1);
		}
	}

	/** Clients that should be there and are not are counted; one that ended is not. */
	private void setPresent(boolean nowPresent) {
		if (this.present != nowPresent) {
			this.present = nowPresent;
			this.registrar.countUnregistered(nowPresent ? -1 : 1);
		}
	}

}
