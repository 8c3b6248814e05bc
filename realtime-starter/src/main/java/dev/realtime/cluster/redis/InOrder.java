package dev.realtime.cluster.redis;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Makes the calls for one thing one after the other; those for different things overlap.
 * Thread-safe.
 *
 * @param <K> names the thing
 */
final class InOrder<K> {

	private final Map<K, CompletableFuture<?>> last = new ConcurrentHashMap<>();

	/** Calls when all earlier ones of that thing have ended, however that was. */
	<T> CompletionStage<T> call(K thing, Supplier<CompletionStage<T>> call) {
		CompletableFuture<T> result = new CompletableFuture<>();
		AtomicReference<CompletableFuture<?>> before = new AtomicReference<>();
		this.last.compute(thing, (key, existing) -> {
			before.set(existing);
			return result;
		});
		CompletableFuture<?> earlier = before.get();
		if (earlier == null) {
			start(thing, call, result);
		}
		else {
			earlier.whenComplete((done, failure) -> start(thing, call, result));
		}
		return result;
	}

	private <T> void start(K thing, Supplier<CompletionStage<T>> call, CompletableFuture<T> result) {
		call.get().whenComplete((answer, failure) -> {
			this.last.remove(thing, result);
			if (failure == null) {
				result.complete(answer);
			}
			else {
				result.completeExceptionally(failure);
			}
		});
	}

}
