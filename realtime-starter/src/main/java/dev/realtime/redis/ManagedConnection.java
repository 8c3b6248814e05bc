package dev.realtime.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one server that is made again whenever it is lost. A lost connection
 * is never used again: what was sent over it fails, and nothing is replayed. Thread-safe.
 *
 * @param <C> the kind of connection
 */
abstract class ManagedConnection<C extends StatefulConnection<String, byte[]>> {

	private static final Logger logger = LoggerFactory.getLogger(ManagedConnection.class);

	private static final Duration FIRST_DELAY = Duration.ofMillis(100);

	private static final Duration LAST_DELAY = Duration.ofSeconds(2);

	private final String name;

	private final RedisContext context;

	private volatile @Nullable C connection;

	private volatile String trouble;

	private boolean opening;

	private boolean closed;

	private boolean told;

	private int failures;

	private int misses;

	ManagedConnection(String name, RedisContext context) {
		this.name = name;
		this.context = context;
		this.trouble = name + " has not been connected yet";
	}

	/** Opens a connection; completes when it is ready for commands. */
	abstract CompletionStage<C> open();

	/** The connection stands. Called without a lock. */
	abstract void up(C established);

	/** The connection is gone; what was sent over it has failed. */
	abstract void down();

	final String name() {
		return this.name;
	}

	final RedisContext context() {
		return this.context;
	}

	final @Nullable C connection() {
		return this.connection;
	}

	/** Why there is no connection. */
	final String trouble() {
		return this.trouble;
	}

	/** Connects, if that is not under way or done. */
	final void connect() {
		synchronized (this) {
			if (this.closed || this.opening || this.connection != null) {
				return;
			}
			this.opening = true;
		}
		CompletionStage<C> attempt;
		try {
			attempt = open();
		}
		catch (RuntimeException ex) {
			failed(ex);
			return;
		}
		attempt.whenComplete((established, failure) -> {
			if (established != null) {
				established(established);
			}
			else {
				failed((failure != null) ? failure : new IllegalStateException("no connection"));
			}
		});
	}

	private void established(C fresh) {
		boolean unwanted;
		boolean again;
		synchronized (this) {
			this.opening = false;
			unwanted = this.closed;
			again = this.told;
			if (!unwanted) {
				this.connection = fresh;
				this.failures = 0;
				this.misses = 0;
				this.told = false;
			}
		}
		if (unwanted) {
			fresh.closeAsync();
			return;
		}
		fresh.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
				drop(fresh, "the connection was closed");
			}

		});
		if (again) {
			logger.info("Redis: {} is connected again", this.name);
			this.context.stats().reconnected();
		}
		else {
			logger.debug("Redis: {} is connected", this.name);
		}
		up(fresh);
		if (!fresh.isOpen()) {
			drop(fresh, "the connection was closed");
		}
	}

	private void failed(Throwable failure) {
		synchronized (this) {
			this.opening = false;
		}
		lost("cannot be connected: " + RedisErrors.text(failure));
	}

	/** Gives up the connection, if it is still this one, and makes another. */
	final void drop(C lost, String reason) {
		synchronized (this) {
			if (this.connection != lost) {
				return;
			}
			this.connection = null;
		}
		lost.closeAsync();
		lost(reason);
		down();
	}

	private void lost(String reason) {
		Duration delay;
		boolean tell;
		synchronized (this) {
			this.trouble = this.name + ": " + reason;
			if (this.closed) {
				return;
			}
			tell = !this.told;
			this.told = true;
			delay = delay(this.failures++);
		}
		if (tell) {
			logger.warn("Redis: {}: {}; connecting again", this.name, reason);
		}
		this.context.later(delay, this::connect);
	}

	/** Half fixed, half by lot, so that the nodes do not come back in step. */
	private static Duration delay(int failures) {
		long longest = Math.min(LAST_DELAY.toMillis(), FIRST_DELAY.toMillis() << Math.min(failures, 8));
		return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
	}

	/**
	 * The server was asked and has answered, or has not in time; two misses are enough.
	 */
	final void probed(C asked, boolean answered) {
		synchronized (this) {
			if (this.connection != asked) {
				return;
			}
			this.misses = answered ? 0 : this.misses + 1;
			if (this.misses < 2) {
				if (!answered) {
					this.context.stats().probeMissed();
				}
				return;
			}
		}
		this.context.stats().probeMissed();
		drop(asked, "two probes in a row were not answered");
	}

	final boolean isUp() {
		return this.connection != null;
	}

	final CompletableFuture<Void> close() {
		C last;
		synchronized (this) {
			this.closed = true;
			this.trouble = this.name + " was closed";
			last = this.connection;
			this.connection = null;
		}
		if (last == null) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> done = last.closeAsync();
		down();
		return done;
	}

}
