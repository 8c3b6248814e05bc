package dev.realtime.operator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderAnswer;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.operator.OrderResult.Conflict;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;

/**
 * Writes orders down unless others were faster. Thread-safe.
 */
final class OrderWriter {

	/**
	 * Who does not mind what others have ordered is tried again, with what stands then.
	 */
	private static final int MOST_ATTEMPTS = 5;

	private final OrderWatch orders;

	OrderWriter(OrderWatch orders) {
		this.orders = orders;
	}

	/**
	 * Writes a change.
	 * @param revision of the orders it is meant for, nothing for any
	 * @param change makes of the orders that stand those that shall stand, or refuses
	 * @return what came of it; fails if the store cannot be reached
	 */
	CompletionStage<OrderResult> write(@Nullable Long revision, Function<NodeOrders, OrderResult> change) {
		if (revision != null && revision != this.orders.known().revision()) {
			// He may have seen on another node what this one has not heard of yet.
			return this.orders.poll().thenCompose((looked) -> attempt(revision, change, 1));
		}
		return attempt(revision, change, 1);
	}

	private CompletionStage<OrderResult> attempt(@Nullable Long revision, Function<NodeOrders, OrderResult> change,
			int attempt) {
		NodeOrders known = this.orders.known();
		if (revision != null && revision != known.revision()) {
			return CompletableFuture.completedFuture(new Conflict(known));
		}
		OrderResult wanted = change.apply(known);
		if (!(wanted instanceof Done done) || done.standing().revision() == known.revision()) {
			return CompletableFuture.completedFuture(wanted);
		}
		return this.orders.write(known.revision(), done.standing())
			.thenCompose((answer) -> answered(answer, done, revision, change, attempt));
	}

	private CompletionStage<OrderResult> answered(OrderAnswer answer, Done done, @Nullable Long revision,
			Function<NodeOrders, OrderResult> change, int attempt) {
		if (answer.written()) {
			return CompletableFuture.completedFuture(done);
		}
		NodeOrders standing = answer.standing().orders();
		if (standing == null) {
			return CompletableFuture.completedFuture(new Refused(Reason.INVALID,
					"orders of revision " + answer.standing().revision()
							+ " were written by a node of another version, which this one cannot read: order it on "
							+ "a node of that version"));
		}
		if (revision != null || attempt == MOST_ATTEMPTS) {
			return CompletableFuture.completedFuture(new Conflict(standing));
		}
		return attempt(null, change, attempt + 1);
	}

}
