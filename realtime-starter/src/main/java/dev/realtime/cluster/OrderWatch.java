package dev.realtime.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.OrderKeeper.Heard;
import dev.realtime.loop.SerialExecutor;
import dev.realtime.message.NodeId;

/**
 * The orders as this node knows them. It looks when it is asked to and when there is
 * news; it writes for whoever orders something on this node.
 *
 * <p>
 * Orders that cannot be read, or are not there any more, change nothing: what was known
 * last goes on counting, and what the store has lost is written back with its revision.
 * Thread-safe; no method blocks.
 */
public final class OrderWatch {

	private static final Logger logger = LoggerFactory.getLogger(OrderWatch.class);

	/** Several nodes write back at once; who loses looks again. Later is soon enough. */
	private static final int MOST_ATTEMPTS = 3;

	private final OrderBook book;

	private final OrderNews news;

	private final OrderKeeper keeper;

	private final List<Consumer<NodeOrders>> listeners = new CopyOnWriteArrayList<>();

	private final SerialExecutor telling = new SerialExecutor(Runnable::run);

	private final LongAdder notUnderstood = new LongAdder();

	private volatile NodeOrders known = NodeOrders.NONE;

	/** Touched by one that tells at a time. */
	private NodeOrders told = NodeOrders.NONE;

	/**
	 * Begins to listen to news.
	 * @param book where orders stand
	 * @param news tells when they have changed
	 * @param self this node
	 */
	public OrderWatch(OrderBook book, OrderNews news, NodeId self) {
		this.book = book;
		this.news = news;
		this.keeper = new OrderKeeper(self);
		news.whenTold((revision) -> {
			if (revision != this.known.revision()) {
				poll();
			}
		});
	}

	/**
	 * Returns the orders that count.
	 * @return as far as this node knows, {@link NodeOrders#NONE} if it has never seen any
	 */
	public NodeOrders known() {
		return this.known;
	}

	/**
	 * Listens to changes.
	 * @param listener told what counts then, one after the other; several changes may be
	 * told as one. Must not block
	 */
	public void whenChanged(Consumer<NodeOrders> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Looks. To be called every few seconds, because news may be lost.
	 * @return completes when that is done, or has come to nothing; never exceptionally
	 */
	public CompletionStage<Void> poll() {
		return this.book.read().thenCompose((standing) -> heard(standing, 1)).exceptionally(this::leaveIt);
	}

	/**
	 * Writes orders and tells all nodes. Who was in the way is in the answer; this node
	 * knows it from then on, so the order can be made anew from {@link #known()}.
	 * @param expectedRevision the revision from which they were made
	 * @param next the orders
	 * @return fails if the store cannot be reached
	 * @throws IllegalArgumentException if the revision of the orders is not higher
	 */
	public CompletionStage<OrderAnswer> write(long expectedRevision, NodeOrders next) {
		return this.book.compareAndSet(expectedRevision, next)
			.thenCompose((answer) -> heard(answer.standing(), 1).exceptionally(this::leaveIt).thenApply((done) -> {
				if (answer.written()) {
					this.news.tell(next.revision());
				}
				return answer;
			}));
	}

	/**
	 * Returns how often orders, or news of them, of another version were found.
	 * @return number of readings, any thread
	 */
	public long notUnderstood() {
		return this.notUnderstood.sum() + this.news.notUnderstood();
	}

	private CompletionStage<Void> heard(Standing standing, int attempt) {
		NodeOrders orders = standing.orders();
		if (orders == null) {
			this.notUnderstood.increment();
			logger.debug("Orders of revision {} are of another version; those of revision {} go on counting",
					standing.revision(), this.known.revision());
			return CompletableFuture.completedFuture(null);
		}
		Heard heard;
		synchronized (this.keeper) {
			heard = this.keeper.heard(orders);
			this.known = this.keeper.known();
		}
		if (heard.changed()) {
			this.telling.execute(this::tell);
		}
		NodeOrders writeBack = heard.writeBack();
		if (writeBack == null || attempt > MOST_ATTEMPTS) {
			return CompletableFuture.completedFuture(null);
		}
		return writeBack(standing.revision(), writeBack, attempt);
	}

	private CompletionStage<Void> writeBack(long expectedRevision, NodeOrders lost, int attempt) {
		return this.book.compareAndSet(expectedRevision, lost).thenCompose((answer) -> {
			if (answer.written()) {
				logger.warn("Orders were lost: there was revision {} where {} was known; they were written back as {}",
						expectedRevision, this.known.revision(), lost.revision());
				this.news.tell(lost.revision());
			}
			return heard(answer.standing(), attempt + 1);
		});
	}

	private void tell() {
		NodeOrders now = this.known;
		if (now != this.told) {
			this.told = now;
			this.listeners.forEach((listener) -> listener.accept(now));
		}
	}

	private @Nullable Void leaveIt(Throwable failure) {
		logger.debug("Orders cannot be read; those of revision {} go on counting", this.known.revision(), failure);
		return null;
	}

}
