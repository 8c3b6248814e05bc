package dev.realtime.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * The connection over which one server is asked. Fails at once while there is none.
 */
final class CommandConnection extends ManagedConnection<StatefulRedisConnection<String, byte[]>> {

	private final RedisURI uri;

	private final ServerClock clock = new ServerClock();

	private final Runnable onUp;

	private final Runnable onDown;

	CommandConnection(String name, RedisURI uri, RedisContext context, Runnable onUp, Runnable onDown) {
		super(name, context);
		this.uri = uri;
		this.onUp = onUp;
		this.onDown = onDown;
	}

	@Override
	CompletionStage<StatefulRedisConnection<String, byte[]>> open() {
		return context().client().connectAsync(RedisContext.CODEC, this.uri);
	}

	@Override
	void up(StatefulRedisConnection<String, byte[]> established) {
		this.clock.anew();
		askTime(established);
		this.onUp.run();
	}

	@Override
	void down() {
		this.onDown.run();
	}

	/**
	 * Asks. What the server answers as an error arrives as Lettuce's exception, all else
	 * as a {@link RedisUnavailableException}.
	 */
	<T> CompletionStage<T> call(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
		StatefulRedisConnection<String, byte[]> current = connection();
		if (current == null) {
			return CompletableFuture.failedFuture(new RedisUnavailableException(trouble()));
		}
		CompletableFuture<T> answer = new CompletableFuture<>();
		command.apply(current.async()).whenComplete((result, failure) -> {
			if (failure == null) {
				answer.complete(result);
				return;
			}
			if (RedisErrors.isReadOnly(failure)) {
				drop(current, "it is no master any more");
			}
			answer.completeExceptionally(RedisErrors.isAnswer(failure) ? failure : unavailable(failure));
		});
		return answer;
	}

	void probe() {
		StatefulRedisConnection<String, byte[]> current = connection();
		if (current != null) {
			askTime(current)
				.whenComplete((time, failure) -> probed(current, failure == null || RedisErrors.isAnswer(failure)));
		}
	}

	/** Any answer shows that the server is there; this one also sets its clock. */
	private CompletionStage<List<byte[]>> askTime(StatefulRedisConnection<String, byte[]> asked) {
		long sent = System.nanoTime();
		return asked.async().time().whenComplete((time, failure) -> {
			if (time != null && time.size() == 2) {
				// In this order a pause in between makes the way longer and not the guess
				// wrong.
				Instant now = context().clock().instant();
				this.clock.told(sent, System.nanoTime(), nanos(now.getEpochSecond(), now.getNano()),
						nanos(number(time.get(0)), TimeUnit.MICROSECONDS.toNanos(number(time.get(1)))));
			}
		});
	}

	private static long nanos(long seconds, long nanos) {
		return TimeUnit.SECONDS.toNanos(seconds) + nanos;
	}

	private static long number(byte[] text) {
		return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
	}

	/** How far the server's clock is ahead of this node's. */
	long clockAheadNanos() {
		return this.clock.aheadNanos();
	}

	private RedisUnavailableException unavailable(Throwable failure) {
		String text = RedisErrors.text(failure);
		boolean sent = !text.startsWith("Currently not connected") && !text.startsWith("Connection is closed")
				&& !text.contains("queue size exceeded");
		return new RedisUnavailableException(name() + ": " + text, sent, failure);
	}

}
