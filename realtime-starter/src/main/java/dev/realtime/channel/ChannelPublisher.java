package dev.realtime.channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.realtime.PublishOptions;
import dev.realtime.RealtimePublisher;
import dev.realtime.broker.Broker;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;

/**
 * Publishes what the application wants published: finds the rule, writes the payload and
 * hands both to the broker. There is no shortcut for subscribers of this node: one order,
 * one path. Thread-safe.
 */
public final class ChannelPublisher implements RealtimePublisher {

	private final ChannelRules rules;

	private final Broker broker;

	private final Function<Object, Payload> writer;

	private final int maxPayloadBytes;

	private final TransactionHook transactions;

	private final PublisherStats stats;

	/**
	 * Makes a publisher.
	 * @param rules which channels there are
	 * @param broker carries publications
	 * @param writer writes a payload as JSON; throws an {@link IllegalArgumentException}
	 * if it cannot
	 * @param maxPayloadBytes the largest payload
	 * @param transactions waits for a commit
	 * @param stats counts what is published
	 */
	public ChannelPublisher(ChannelRules rules, Broker broker, Function<Object, Payload> writer, int maxPayloadBytes,
			TransactionHook transactions, PublisherStats stats) {
		this.rules = rules;
		this.broker = broker;
		this.writer = writer;
		this.maxPayloadBytes = maxPayloadBytes;
		this.transactions = transactions;
		this.stats = stats;
	}

	@Override
	public CompletionStage<StreamPosition> publish(String channel, Object payload, PublishOptions options) {
		PublishRequest request = request(ChannelName.of(channel), payload, options);
		if (!options.isAfterCommit()) {
			return publish(request);
		}
		CompletableFuture<StreamPosition> position = new CompletableFuture<>();
		this.transactions.afterCommit(() -> publish(request).whenComplete((published, failure) -> {
			if (failure != null) {
				position.completeExceptionally(failure);
			}
			else {
				position.complete(published);
			}
		}), () -> position.cancel(false));
		return position;
	}

	private CompletionStage<StreamPosition> publish(PublishRequest request) {
		CompletionStage<StreamPosition> position = this.broker.publish(request);
		position.whenComplete((published, failure) -> this.stats.published(failure == null));
		return position;
	}

	private PublishRequest request(ChannelName channel, Object payload, PublishOptions options) {
		ChannelRule rule = this.rules.find(channel);
		if (rule == null) {
			throw new IllegalArgumentException("No rule matches the channel '" + channel
					+ "': add one to realtime.channels, or correct the name. The rules are for "
					+ this.rules.all().stream().map(ChannelRule::pattern).toList());
		}
		Payload data = (payload instanceof Payload written) ? written : this.writer.apply(payload);
		if (data.size() > this.maxPayloadBytes) {
			throw new IllegalArgumentException(
					"The payload for channel '" + channel + "' has " + data.size() + " bytes, the limit is "
							+ this.maxPayloadBytes + ": publish less, or raise realtime.limits.max-payload-size");
		}
		Priority own = options.priority();
		Priority priority = (own != null) ? rule.priority().max(own) : rule.priority();
		return new PublishRequest(channel, data, priority, null, options.tags(), options.idempotencyKey(),
				rule.history());
	}

	/** Knows the current transaction, if there is such a thing. */
	@FunctionalInterface
	public interface TransactionHook {

		/** Knows of no transactions: everything happens at once. */
		TransactionHook NONE = (action, rolledBack) -> action.run();

		/**
		 * Runs an action when the current transaction has committed, at once if there is
		 * none.
		 * @param action what to do
		 * @param rolledBack done instead when the transaction does not commit
		 */
		void afterCommit(Runnable action, Runnable rolledBack);

	}

}
