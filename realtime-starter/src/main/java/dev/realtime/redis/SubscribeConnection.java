package dev.realtime.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * The connection over which one server tells what is published.
 *
 * <p>
 * Keeps what is wanted apart from what the server has confirmed, and brings the second to
 * the first with one command at a time, of up to 512 channels: an answer can then never
 * be taken for that of another command, and a channel counts as subscribed when its own
 * confirmation has come. After a reconnect, and when the server ends a subscription by
 * itself, the same work makes it again and says that it was interrupted. Thread-safe.
 */
final class SubscribeConnection extends ManagedConnection<StatefulRedisPubSubConnection<String, byte[]>> {

	private static final int BATCH = 512;

	static final long UNKNOWN_ID = -1;

	private static final Duration RETRY = Duration.ofMillis(250);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final RedisURI uri;

	private final BooleanSupplier sharded;

	private final Runnable onLost;

	/** Read for each message without a lock, changed under it. */
	private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

	private final Set<String> confirmed = new HashSet<>();

	private final Set<String> dirty = new LinkedHashSet<>();

	private @Nullable Operation operation;

	private volatile long clientId = UNKNOWN_ID;

	SubscribeConnection(String name, RedisURI uri, BooleanSupplier sharded, RedisContext context, Runnable onLost) {
		super(name, context);
		this.uri = uri;
		this.sharded = sharded;
		this.onLost = onLost;
	}

	@Override
	CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> open() {
		return context().client()
			.connectPubSubAsync(RedisContext.CODEC, this.uri)
			.thenCompose((fresh) -> fresh.async().clientId().handle((id, failure) -> {
				// Without it the server cannot be asked how much it has; all else works.
				this.clientId = (id != null) ? id : UNKNOWN_ID;
				return fresh;
			}));
	}

	@Override
	void up(StatefulRedisPubSubConnection<String, byte[]> established) {
		established.addListener(new Listener(established));
		synchronized (this) {
			this.confirmed.clear();
			this.operation = null;
			this.dirty.addAll(this.wanted.keySet());
		}
		pump();
	}

	@Override
	void down() {
		List<Wanted> refused = new ArrayList<>();
		synchronized (this) {
			this.confirmed.clear();
			this.operation = null;
			this.dirty.clear();
			this.wanted.values().removeIf((each) -> {
				boolean never = !each.established;
				if (never) {
					refused.add(each);
				}
				each.interrupted = true;
				return never;
			});
		}
		RedisUnavailableException reason = new RedisUnavailableException(trouble());
		refused.forEach((each) -> each.subscription.confirmation().completeExceptionally(reason));
		this.onLost.run();
	}

	/** Wants a channel. Its confirmation fails at once if there is no connection. */
	void add(Routed channel, boolean interrupted) {
		synchronized (this) {
			if (isUp() || interrupted) {
				Wanted entry = new Wanted(channel);
				entry.interrupted = interrupted;
				entry.established = interrupted;
				this.wanted.put(channel.name(), entry);
				this.dirty.add(channel.name());
			}
			else {
				channel.confirmation().completeExceptionally(new RedisUnavailableException(trouble()));
				return;
			}
		}
		pump();
	}

	/** Wants a channel no longer. */
	void remove(String channel) {
		synchronized (this) {
			if (this.wanted.remove(channel) == null) {
				return;
			}
			this.dirty.add(channel);
		}
		pump();
	}

	int expected() {
		return this.wanted.size();
	}

	synchronized boolean isSettled() {
		return isUp() && this.operation == null && this.dirty.isEmpty();
	}

	long clientId() {
		return this.clientId;
	}

	/** The server has fewer subscriptions than it confirmed. */
	void distrust(String reason) {
		StatefulRedisPubSubConnection<String, byte[]> current = connection();
		if (current != null) {
			drop(current, reason);
		}
	}

	private void pump() {
		StatefulRedisPubSubConnection<String, byte[]> current = connection();
		if (current == null) {
			return;
		}
		Operation next;
		List<Wanted> settled = new ArrayList<>();
		synchronized (this) {
			if (this.operation != null) {
				return;
			}
			next = next(settled);
			this.operation = next;
		}
		settled.forEach(SubscribeConnection::confirm);
		if (next != null) {
			send(current, next);
		}
	}

	/** The next command, of one kind and, where the server asks for it, of one slot. */
	private @Nullable Operation next(List<Wanted> settled) {
		Operation next = null;
		Iterator<String> channels = this.dirty.iterator();
		while (channels.hasNext() && (next == null || next.awaited.size() < BATCH)) {
			String channel = channels.next();
			Wanted entry = this.wanted.get(channel);
			boolean stands = this.confirmed.contains(channel);
			if ((entry != null) == stands) {
				channels.remove();
				if (entry != null) {
					settled.add(entry);
				}
				continue;
			}
			int slot = this.sharded.getAsBoolean() ? SlotHash.getSlot(channel) : 0;
			if (next == null) {
				next = new Operation(entry != null, slot);
			}
			if (next.subscribing == (entry != null) && next.slot == slot) {
				channels.remove();
				next.awaited.add(channel);
			}
		}
		return next;
	}

	private void send(StatefulRedisPubSubConnection<String, byte[]> current, Operation next) {
		RedisPubSubAsyncCommands<String, byte[]> commands = current.async();
		String[] channels = next.awaited.toArray(String[]::new);
		RedisFuture<Void> sent;
		if (next.subscribing) {
			sent = this.sharded.getAsBoolean() ? commands.ssubscribe(channels) : commands.subscribe(channels);
		}
		else {
			sent = this.sharded.getAsBoolean() ? commands.sunsubscribe(channels) : commands.unsubscribe(channels);
		}
		// Success says nothing: it comes with the first of many confirmations.
		sent.whenComplete((done, failure) -> {
			if (failure != null) {
				refused(next, failure);
			}
		});
		context().later(PATIENCE, () -> {
			if (isUnderWay(next)) {
				drop(current, next.awaited.size() + " subscriptions were not confirmed within " + PATIENCE.toSeconds()
						+ " s");
			}
		});
	}

	private synchronized boolean isUnderWay(Operation asked) {
		return this.operation == asked;
	}

	/** The server has answered with an error, a redirection for example. */
	private void refused(Operation refused, Throwable failure) {
		if (!RedisErrors.isAnswer(failure)) {
			// The connection is lost, or the patience ends soon.
			return;
		}
		List<Wanted> told = new ArrayList<>();
		List<String> again = new ArrayList<>();
		synchronized (this) {
			if (this.operation != refused) {
				return;
			}
			this.operation = null;
			for (String channel : refused.awaited) {
				Wanted entry = this.wanted.get(channel);
				if (entry != null && !entry.established && !RedisErrors.isPassing(failure)
						&& RedisErrors.redirect(failure) == null) {
					this.wanted.remove(channel);
					told.add(entry);
				}
				else if (entry != null) {
					again.add(channel);
				}
			}
		}
		told.forEach((entry) -> entry.subscription.confirmation().completeExceptionally(failure));
		this.onLost.run();
		context().later(RETRY, () -> {
			synchronized (this) {
				this.dirty.addAll(again);
			}
			pump();
		});
		pump();
	}

	private void subscribed(StatefulRedisPubSubConnection<String, byte[]> on, String channel) {
		Wanted entry;
		synchronized (this) {
			if (connection() != on) {
				return;
			}
			this.confirmed.add(channel);
			entry = this.wanted.get(channel);
			answered(channel);
		}
		if (entry != null) {
			confirm(entry);
		}
		pump();
	}

	private void unsubscribed(StatefulRedisPubSubConnection<String, byte[]> on, String channel) {
		boolean lost = false;
		synchronized (this) {
			if (connection() != on) {
				return;
			}
			this.confirmed.remove(channel);
			boolean asked = this.operation != null && !this.operation.subscribing
					&& this.operation.awaited.contains(channel);
			answered(channel);
			Wanted entry = this.wanted.get(channel);
			if (entry != null && !asked) {
				entry.interrupted = true;
				lost = true;
			}
			if (entry != null) {
				this.dirty.add(channel);
			}
		}
		if (lost) {
			context().stats().lostSubscription();
			this.onLost.run();
		}
		pump();
	}

	private void answered(String channel) {
		Operation current = this.operation;
		if (current != null && current.awaited.remove(channel) && current.awaited.isEmpty()) {
			this.operation = null;
		}
	}

	private static void confirm(Wanted entry) {
		boolean interrupted = entry.interrupted;
		entry.interrupted = false;
		entry.established = true;
		entry.subscription.confirmation().complete(null);
		if (interrupted) {
			entry.subscription.handler().interrupted();
		}
	}

	/** A channel, who hears it, and who waits for it. */
	private static final class Wanted {

		private final Routed subscription;

		private volatile boolean established;

		private volatile boolean interrupted;

		Wanted(Routed subscription) {
			this.subscription = subscription;
		}

	}

	/** The one command that is under way. */
	private static final class Operation {

		private final boolean subscribing;

		private final int slot;

		private final Set<String> awaited = new HashSet<>();

		Operation(boolean subscribing, int slot) {
			this.subscribing = subscribing;
			this.slot = slot;
		}

	}

	private final class Listener extends RedisPubSubAdapter<String, byte[]> {

		private final StatefulRedisPubSubConnection<String, byte[]> on;

		Listener(StatefulRedisPubSubConnection<String, byte[]> on) {
			this.on = on;
		}

		@Override
		public void message(String channel, byte[] message) {
			Wanted entry = SubscribeConnection.this.wanted.get(channel);
			if (entry != null) {
				entry.subscription.handler().message(message);
			}
		}

		@Override
		public void smessage(String channel, byte[] message) {
			message(channel, message);
		}

		@Override
		public void subscribed(String channel, long count) {
			SubscribeConnection.this.subscribed(this.on, channel);
		}

		@Override
		public void ssubscribed(String channel, long count) {
			SubscribeConnection.this.subscribed(this.on, channel);
		}

		@Override
		public void unsubscribed(String channel, long count) {
			SubscribeConnection.this.unsubscribed(this.on, channel);
		}

		@Override
		public void sunsubscribed(String channel, long count) {
			SubscribeConnection.this.unsubscribed(this.on, channel);
		}

	}

}
