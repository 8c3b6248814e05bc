package dev.realtime.loop;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Visits the elements of a list that belongs to a loop, some at a time, so that whoever
 * waits for the loop waits no longer because somebody looks around.
 *
 * <p>
 * The list may change between two turns, provided that elements are added at its end and
 * that one which is removed is replaced by the last: then every element that stays is
 * visited, perhaps twice.
 *
 * @param <T> kind of element
 * @param <R> what is answered
 */
public final class Walk<T, R> {

	/** Visiting one takes well below a microsecond, a loop's turn 2 ms. */
	private static final int AT_A_TIME = 256;

	private final Loop loop;

	private final List<T> list;

	private final Consumer<T> visitor;

	private final Supplier<R> end;

	private final CompletableFuture<R> done;

	/** Everything below it is to be visited. */
	private int left;

	private Walk(Loop loop, List<T> list, Consumer<T> visitor, Supplier<R> end, CompletableFuture<R> done) {
		this.loop = loop;
		this.list = list;
		this.visitor = visitor;
		this.end = end;
		this.done = done;
		this.left = list.size();
	}

	/**
	 * Visits all elements, the newest first. Any thread.
	 * @param loop to which the list belongs
	 * @param list returns the list, in a turn of the loop
	 * @param visitor called with each element, in turns of the loop
	 * @param end makes the answer when all were visited, in the same turn as the last
	 * @param <T> kind of element
	 * @param <R> what is answered
	 * @return completes in a turn of the loop when all were visited, exceptionally if the
	 * visitor failed
	 */
	public static <T, R> CompletionStage<R> over(Loop loop, Supplier<List<T>> list, Consumer<T> visitor,
			Supplier<R> end) {
		CompletableFuture<R> done = new CompletableFuture<>();
		loop.execute(() -> new Walk<>(loop, list.get(), visitor, end, done).goOn());
		return done;
	}

	private void goOn() {
		try {
			visitSome();
			if (this.left == 0) {
				this.done.complete(this.end.get());
			}
			else {
				this.loop.execute(this::goOn);
			}
		}
		catch (RuntimeException ex) {
			this.done.completeExceptionally(ex);
		}
	}

	private void visitSome() {
		// Meanwhile much may have been removed.
		this.left = Math.min(this.left, this.list.size());
		int until = Math.max(0, this.left - AT_A_TIME);
		while (this.left > until) {
			this.left--;
			this.visitor.accept(this.list.get(this.left));
		}
	}

}
