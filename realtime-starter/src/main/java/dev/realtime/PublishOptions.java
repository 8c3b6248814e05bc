package dev.realtime;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Priority;

/**
 * How one publication differs from what its channel's rule says. Immutable; every method
 * returns new options. Start with {@link #with()}.
 */
public final class PublishOptions {

	private static final PublishOptions NONE = new PublishOptions(null, null, Map.of(), false);

	private final @Nullable Priority priority;

	private final @Nullable String idempotencyKey;

	private final Map<String, String> tags;

	private final boolean afterCommit;

	private PublishOptions(@Nullable Priority priority, @Nullable String idempotencyKey, Map<String, String> tags,
			boolean afterCommit) {
		this.priority = priority;
		this.idempotencyKey = idempotencyKey;
		this.tags = tags;
		this.afterCommit = afterCommit;
	}

	/**
	 * Returns options that change nothing.
	 * @return the start of every chain
	 */
	public static PublishOptions with() {
		return NONE;
	}

	/**
	 * Lifts the publication above its channel's priority. It never lowers it, and it
	 * never overtakes an older publication of the same channel.
	 * @param priority the priority
	 * @return new options
	 */
	public PublishOptions priority(Priority priority) {
		return new PublishOptions(priority, this.idempotencyKey, this.tags, this.afterCommit);
	}

	/**
	 * Names the publication, so that the broker takes it only once: a second publication
	 * with the same key in the same channel is not sent, and its stage completes with the
	 * position of the first. Keys are remembered for five minutes.
	 * @param key the name, not empty
	 * @return new options
	 */
	public PublishOptions idempotencyKey(String key) {
		if (key.isEmpty()) {
			throw new IllegalArgumentException("An idempotency key must not be empty");
		}
		return new PublishOptions(this.priority, key, this.tags, this.afterCommit);
	}

	/**
	 * Adds a short label that travels with the publication.
	 * @param name the label's name
	 * @param value its value
	 * @return new options
	 */
	public PublishOptions tag(String name, String value) {
		Map<String, String> more = new HashMap<>(this.tags);
		more.put(name, value);
		return new PublishOptions(this.priority, this.idempotencyKey, Map.copyOf(more), this.afterCommit);
	}

	/**
	 * Publishes when the current transaction has committed, and not at all when it rolls
	 * back. Without a transaction the publication leaves at once.
	 * @return new options
	 */
	public PublishOptions afterCommit() {
		return new PublishOptions(this.priority, this.idempotencyKey, this.tags, true);
	}

	/**
	 * Returns the priority asked for.
	 * @return the priority, or nothing to keep the channel's
	 */
	public @Nullable Priority priority() {
		return this.priority;
	}

	/**
	 * Returns the name of the publication.
	 * @return the key, or nothing
	 */
	public @Nullable String idempotencyKey() {
		return this.idempotencyKey;
	}

	/**
	 * Returns the labels.
	 * @return name to value, unmodifiable
	 */
	public Map<String, String> tags() {
		return this.tags;
	}

	/**
	 * Whether to wait for the current transaction.
	 * @return whether {@link #afterCommit()} was called
	 */
	public boolean isAfterCommit() {
		return this.afterCommit;
	}

}
