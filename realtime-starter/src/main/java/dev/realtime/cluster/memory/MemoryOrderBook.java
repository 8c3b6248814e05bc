package dev.realtime.cluster.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderAnswer;
import dev.realtime.cluster.OrderBook;
import dev.realtime.cluster.Standing;

/**
 * Orders in the memory of the process. All stages are complete when they are returned.
 */
public final class MemoryOrderBook implements OrderBook {

	private final AtomicReference<NodeOrders> orders;

	/**
	 * Opens the book.
	 * @param cluster what the nodes share
	 */
	public MemoryOrderBook(MemoryCluster cluster) {
		this.orders = cluster.orders();
	}

	@Override
	public CompletionStage<Standing> read() {
		return CompletableFuture.completedFuture(Standing.of(this.orders.get()));
	}

	@Override
	public CompletionStage<OrderAnswer> compareAndSet(long expectedRevision, NodeOrders next) {
		OrderBook.checkHigher(expectedRevision, next);
		NodeOrders now = this.orders
			.updateAndGet((standing) -> (standing.revision() == expectedRevision) ? next : standing);
		return CompletableFuture.completedFuture(new OrderAnswer(now.equals(next), Standing.of(now)));
	}

}
