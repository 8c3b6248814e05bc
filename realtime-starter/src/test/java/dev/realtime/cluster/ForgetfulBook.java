package dev.realtime.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * An order book that a test makes lose what it holds, fall back to what it held once, or
 * fail.
 */
final class ForgetfulBook implements OrderBook {

	private final List<Standing> past = new ArrayList<>(List.of(Standing.NOTHING));

	private Standing standing = Standing.NOTHING;

	private @Nullable Throwable failure;

	@Override
	public CompletionStage<Standing> read() {
		return (this.failure != null) ? CompletableFuture.failedFuture(this.failure)
				: CompletableFuture.completedFuture(this.standing);
	}

	@Override
	public CompletionStage<OrderAnswer> compareAndSet(long expectedRevision, NodeOrders next) {
		OrderBook.checkHigher(expectedRevision, next);
		if (this.failure != null) {
			return CompletableFuture.failedFuture(this.failure);
		}
		boolean written = this.standing.revision() == expectedRevision;
		if (written) {
			put(Standing.of(next));
		}
		return CompletableFuture.completedFuture(new OrderAnswer(written, this.standing));
	}

	void put(Standing replacement) {
		this.standing = replacement;
		this.past.add(replacement);
	}

	void loseEverything() {
		this.standing = Standing.NOTHING;
	}

	/** As a replica does that has not heard the last of its master. */
	void fallBack(Random random) {
		this.standing = this.past.get(Math.max(0, this.past.size() - 1 - random.nextInt(4)));
	}

	void fail(@Nullable Throwable cause) {
		this.failure = cause;
	}

	Standing standing() {
		return this.standing;
	}

}
