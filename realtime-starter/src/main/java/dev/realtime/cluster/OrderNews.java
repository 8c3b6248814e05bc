package dev.realtime.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Tells all nodes that orders have changed, so that they look at once. It is only news:
 * whom it does not reach finds out when it looks anyway. Thread-safe.
 */
public final class OrderNews {

	private static final String TOPIC = "orders.changed";

	private static final int VERSION = 1;

	private static final byte[] HEARD = new byte[0];

	private final NodeBus bus;

	private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

	private final LongAdder notUnderstood = new LongAdder();

	/**
	 * Begins to listen.
	 * @param bus carries the news
	 * @throws IllegalStateException if somebody listens on this node's bus already
	 */
	public OrderNews(NodeBus bus) {
		this.bus = bus;
		bus.handle(TOPIC, this::heard);
	}

	/**
	 * Tells all nodes, this one among them.
	 * @param revision of the orders that stand now
	 * @return completes when all have heard it or were waited for, never exceptionally
	 */
	public CompletionStage<Void> tell(long revision) {
		byte[] news = JsonForm.write(VERSION, (json) -> json.put("revision", revision));
		return this.bus.askAll(TOPIC, news).thenAccept((heard) -> {
		});
	}

	/**
	 * Listens to what other nodes and this one tell.
	 * @param listener told the revision; must not block
	 */
	public void whenTold(LongConsumer listener) {
		this.listeners.add(listener);
	}

	/**
	 * Returns how much news of another version there was.
	 * @return number of messages, any thread
	 */
	public long notUnderstood() {
		return this.notUnderstood.sum();
	}

	private CompletionStage<byte[]> heard(byte[] news) {
		Long revision = JsonForm.read(news, VERSION, (json) -> JsonForm.number(json, "revision"));
		if (revision == null) {
			this.notUnderstood.increment();
		}
		else {
			this.listeners.forEach((listener) -> listener.accept(revision));
		}
		return CompletableFuture.completedFuture(HEARD);
	}

}
