package dev.realtime.control;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What other threads want the control's thread to do. Thread-safe.
 */
final class Requests {

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	/** Hands an action over; the answer is completed when it is done, or has failed. */
	CompletableFuture<Void> add(Runnable action) {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.waiting.add(() -> {
			try {
				action.run();
				answer.complete(null);
			}
			catch (RuntimeException ex) {
				answer.completeExceptionally(ex);
			}
		});
		return answer;
	}

	/** On the control's thread. */
	void runAll() {
		for (Runnable next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			next.run();
		}
	}

}
