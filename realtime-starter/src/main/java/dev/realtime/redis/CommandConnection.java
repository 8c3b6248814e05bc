package dev.realtime.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
			current.async()
				.ping()
				.whenComplete((pong, failure) -> probed(current, failure == null || RedisErrors.isAnswer(failure)));
		}
	}

	private RedisUnavailableException unavailable(Throwable failure) {
		String text = RedisErrors.text(failure);
		boolean sent = !text.startsWith("Currently not connected") && !text.startsWith("Connection is closed")
				&& !text.contains("queue size exceeded");
		return new RedisUnavailableException(name() + ": " + text, sent, failure);
	}

}
