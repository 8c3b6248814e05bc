package dev.realtime.broker.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.HistoryPolicy;
import dev.realtime.message.StreamPosition;

/**
 * What one node has to say in one channel, in order, and what Redis has answered.
 */
final class PublishBatch {

	private final List<Item> items;

	PublishBatch(List<Item> items) {
		this.items = items;
	}

	List<Item> items() {
		return this.items;
	}

	/** The policy of the channel, as the first publication has it. */
	HistoryPolicy history() {
		return this.items.stream()
			.map(Item::history)
			.filter(HistoryPolicy::isKept)
			.findFirst()
			.orElse(HistoryPolicy.NONE);
	}

	List<String> idempotencyKeys() {
		List<String> keys = new ArrayList<>();
		for (Item item : this.items) {
			if (item.idempotencyKey() != null) {
				keys.add(item.idempotencyKey());
			}
		}
		return keys;
	}

	/**
	 * Reads the answer, completes what waits, and returns the newest numbered
	 * publication.
	 */
	@Nullable Confirmed complete(String answer) {
		String[] parts = answer.split(";", -1);
		String epoch = parts[0];
		Confirmed newest = null;
		for (int i = 0; i < this.items.size(); i++) {
			Item item = this.items.get(i);
			StreamPosition position = position(parts[i + 2], epoch);
			if (item.kind() == Envelope.PUBLICATION && !parts[i + 2].contains(":") && position.isKnown()) {
				newest = new Confirmed(position, item.id());
			}
			item.position().complete(position);
		}
		return newest;
	}

	private static StreamPosition position(String text, String epoch) {
		if (text.equals("-")) {
			return StreamPosition.NONE;
		}
		int colon = text.lastIndexOf(':');
		return (colon < 0) ? new StreamPosition(epoch, Long.parseLong(text))
				: new StreamPosition(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
	}

	void fail(Throwable failure) {
		this.items.forEach((item) -> item.position().completeExceptionally(failure));
	}

	static String text(@Nullable Object answer) {
		if (answer instanceof byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}
		throw new IllegalStateException("Redis has answered " + answer + " instead of a text");
	}

	/**
	 * One message on its way.
	 *
	 * @param kind publication, join or leave
	 * @param id names it
	 * @param history how much of the channel is kept; nothing is numbered without
	 * @param idempotencyKey names what it says, or nothing
	 * @param rest what stands behind the position
	 * @param position completes with the answer
	 */
	record Item(byte kind, long id, HistoryPolicy history, @Nullable String idempotencyKey, byte[] rest,
			CompletableFuture<StreamPosition> position) {

		boolean isNumbered() {
			return this.kind == Envelope.PUBLICATION && this.history.isKept();
		}

	}

	/**
	 * A publication Redis has confirmed.
	 *
	 * @param position where it is
	 * @param id names it
	 */
	record Confirmed(StreamPosition position, long id) {

	}

}
