package dev.realtime.redis;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.ClientListArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;

/**
 * Everything between this node and one server: a connection to ask it, a connection on
 * which it tells, and the probes that find out whether either is deaf. Thread-safe.
 */
final class RedisLink {

	private static final Pattern SUBSCRIPTIONS = Pattern.compile(" (?:sub|ssub)=(\\d+)");

	private final String name;

	private final RedisURI uri;

	private final RedisContext context;

	private final CommandConnection commands;

	private final SubscribeConnection subscriptions;

	private @Nullable String probeChannel;

	/** When the newest probe that was heard had been sent; it never goes back. */
	private volatile long heardProbeNanos = System.nanoTime();

	private volatile long lagNanos;

	private volatile long actual;

	private int mismatches;

	private int ticks;

	RedisLink(String name, RedisURI uri, BooleanSupplier sharded, RedisContext context, Runnable onUp,
			Runnable onDown) {
		this.name = name;
		this.uri = uri;
		this.context = context;
		this.commands = new CommandConnection(name + " (commands)", uri, context, onUp, onDown);
		this.subscriptions = new SubscribeConnection(name + " (subscriptions)", uri, sharded, context, onDown);
	}

	String name() {
		return this.name;
	}

	RedisURI uri() {
		return this.uri;
	}

	CommandConnection commands() {
		return this.commands;
	}

	SubscribeConnection subscriptions() {
		return this.subscriptions;
	}

	void connect() {
		this.commands.connect();
		this.subscriptions.connect();
	}

	boolean isUp() {
		return this.commands.isUp() && this.subscriptions.isUp();
	}

	/** Why it is not up. */
	String trouble() {
		return this.commands.isUp() ? this.subscriptions.trouble() : this.commands.trouble();
	}

	/** How long the last probe took. */
	long lagNanos() {
		return this.lagNanos;
	}

	int expectedSubscribers() {
		return this.subscriptions.expected();
	}

	long actualSubscribers() {
		return this.actual;
	}

	/**
	 * Sends one probe through each connection and looks some time later whether it has
	 * come back. In between it is asked how many subscriptions the server has.
	 * @param channel a channel this server is responsible for
	 * @param sharded whether it is published to with SPUBLISH
	 */
	void probe(String channel, int slot, boolean sharded) {
		this.commands.probe();
		StatefulRedisPubSubConnection<String, byte[]> current = this.subscriptions.connection();
		if (current == null) {
			return;
		}
		if (!channel.equals(this.probeChannel)) {
			if (this.probeChannel != null) {
				this.subscriptions.remove(this.probeChannel);
			}
			this.probeChannel = channel;
			this.subscriptions.add(new Routed(channel, slot, new ProbeListener(), new CompletableFuture<>()), true);
			// The first one would be sent before it can be heard.
			return;
		}
		long sent = System.nanoTime();
		byte[] message = ByteBuffer.allocate(Long.BYTES).putLong(sent).array();
		this.commands.call((redis) -> sharded ? redis.spublish(channel, message) : redis.publish(channel, message));
		Duration patience = this.context.settings().probeInterval().dividedBy(2);
		this.context.later(patience, () -> this.subscriptions.probed(current, this.heardProbeNanos - sent >= 0));
		if (++this.ticks % 2 == 0) {
			countSubscriptions();
		}
	}

	/** Compares what was confirmed with what the server says it has. */
	private void countSubscriptions() {
		long id = this.subscriptions.clientId();
		int expected = this.subscriptions.expected();
		if (id == SubscribeConnection.UNKNOWN_ID || !this.subscriptions.isSettled()) {
			return;
		}
		this.commands.call((redis) -> redis.clientList(ClientListArgs.Builder.ids(id)))
			.whenComplete((list, failure) -> {
				if (list == null || list.isBlank()) {
					return;
				}
				long counted = 0;
				Matcher matcher = SUBSCRIPTIONS.matcher(list);
				while (matcher.find()) {
					counted += Long.parseLong(matcher.group(1));
				}
				this.actual = counted;
				boolean moved = !this.subscriptions.isSettled() || this.subscriptions.expected() != expected;
				this.mismatches = (moved || counted == expected) ? 0 : this.mismatches + 1;
				if (this.mismatches >= 2) {
					this.mismatches = 0;
					this.subscriptions.distrust("the server has " + counted + " subscriptions of " + expected);
				}
			});
	}

	CompletableFuture<Void> close() {
		return CompletableFuture.allOf(this.commands.close(), this.subscriptions.close());
	}

	private final class ProbeListener implements Subscription {

		@Override
		public void message(byte[] message) {
			if (message.length == Long.BYTES) {
				long sent = ByteBuffer.wrap(message).getLong();
				RedisLink.this.heardProbeNanos = sent;
				RedisLink.this.lagNanos = System.nanoTime() - sent;
			}
		}

		@Override
		public void interrupted() {
			// The next probe will tell.
		}

	}

}
