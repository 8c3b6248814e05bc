package dev.realtime.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisErrors.Redirect;

/**
 * One call on its way to the server that can answer it. Follows redirections, waits for
 * what passes, and repeats what was lost if that is safe, until its time is over.
 *
 * @param <T> the answer
 */
final class RedisCall<T> {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private final Topology topology;

	private final RedisContext context;

	private final int slot;

	private final Repeat repeat;

	private final Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command;

	private final @Nullable Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> whole;

	private final CompletableFuture<T> answer = new CompletableFuture<>();

	private final long deadlineNanos;

	private boolean sent;

	RedisCall(Topology topology, RedisContext context, int slot, Repeat repeat,
			Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
		this(topology, context, slot, repeat, command, null);
	}

	/** With another form of the command for a server that does not know the script. */
	RedisCall(Topology topology, RedisContext context, int slot, Repeat repeat,
			Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command,
			@Nullable Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> whole) {
		this.topology = topology;
		this.context = context;
		this.slot = slot;
		this.repeat = repeat;
		this.command = command;
		this.whole = whole;
		this.deadlineNanos = System.nanoTime() + context.settings().commandTimeout().toNanos();
	}

	CompletionStage<T> start() {
		send(this.topology.link(this.slot), this.command, false);
		return this.answer;
	}

	private void send(RedisLink link, Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> form,
			boolean asking) {
		link.commands().<T>call((redis) -> {
			if (asking) {
				redis.asking();
			}
			return form.apply(redis);
		}).whenComplete((result, failure) -> {
			if (failure == null) {
				this.answer.complete(result);
			}
			else {
				failed(link, RedisErrors.unwrap(failure), asking);
			}
		});
	}

	private void failed(RedisLink link, Throwable failure, boolean asking) {
		if (System.nanoTime() - this.deadlineNanos >= 0) {
			end(failure);
			return;
		}
		if (RedisErrors.isNoScript(failure) && this.whole != null) {
			send(link, this.whole, asking);
			return;
		}
		Redirect redirect = RedisErrors.redirect(failure);
		if (redirect != null) {
			this.context.stats().redirected();
			send(this.topology.redirected(redirect, link), this.command, redirect.ask());
			return;
		}
		if (RedisErrors.isPassing(failure)) {
			this.topology.suspect();
			again();
			return;
		}
		boolean lost = failure instanceof RedisUnavailableException unavailable && unavailable.isUnknown();
		this.sent |= lost;
		// While nothing was sent, what is down now fails now. Once something was, it is
		// worth waiting a moment to learn what became of it.
		if (failure instanceof RedisUnavailableException && this.sent && this.repeat == Repeat.SAFE) {
			again();
			return;
		}
		end(failure);
	}

	/**
	 * What was sent once may have been carried out, whatever became of the repetitions.
	 */
	private void end(Throwable failure) {
		boolean unknown = this.sent && failure instanceof RedisUnavailableException last && !last.isUnknown();
		this.answer.completeExceptionally(
				unknown ? new RedisUnavailableException(String.valueOf(failure.getMessage()), true, failure) : failure);
	}

	private void again() {
		this.context.later(PAUSE, () -> send(this.topology.link(this.slot), this.command, false));
	}

}
