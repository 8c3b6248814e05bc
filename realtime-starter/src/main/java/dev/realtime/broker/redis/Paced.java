package dev.realtime.broker.redis;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets a number of calls be under way at a time; others wait their turn. After a
 * reconnect ten thousand channels ask where they stand: that must not stand in the way of
 * what is published. Thread-safe.
 */
final class Paced {

	private final int most;

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private int underWay;

	Paced(int most) {
		this.most = most;
	}

	<T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		Runnable start = () -> call.get().whenComplete((result, failure) -> {
			done();
			if (failure != null) {
				answer.completeExceptionally(failure);
			}
			else {
				answer.complete(result);
			}
		});
		synchronized (this) {
			if (this.underWay >= this.most) {
				this.waiting.add(start);
				return answer;
			}
			this.underWay++;
		}
		start.run();
		return answer;
	}

	private void done() {
		Runnable next;
		synchronized (this) {
			next = this.waiting.poll();
			if (next == null) {
				this.underWay--;
			}
		}
		if (next != null) {
			next.run();
		}
	}

}
