package dev.realtime.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis as this node uses it: one server, one found by Sentinel, or a Redis Cluster.
 *
 * <p>
 * Guarantees:
 * <ul>
 * <li>While a server is away, calls for it fail at once and say why.
 * <li>A call that may safely be repeated is, for two seconds, when its answer was lost,
 * when a slot has moved or a server is not ready; any other is sent once.
 * <li>A subscription is confirmed when the server has confirmed that very channel. It is
 * kept until it is given up: over reconnects, failovers and moved slots, and whoever
 * listens is told each time it was interrupted.
 * <li>Each connection is probed, busy or not; two probes without an answer end it, and
 * another is made.
 * </ul>
 * Thread-safe; nothing blocks but {@link #start()} and {@link #close()}.
 */
public final class Redis implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Redis.class);

	/** Beyond this a connection takes no more calls. */
	private static final int REQUEST_QUEUE = 32_768;

	private static final Pattern MAJOR_VERSION = Pattern.compile("redis_version:(\\d+)");

	private final RedisSettings settings;

	private final RedisKeys keys;

	private final boolean cluster;

	private final ClientResources resources;

	private final RedisContext context;

	private final Topology topology;

	private final Map<String, Placed> subscriptions = new ConcurrentHashMap<>();

	private final List<Runnable> reconnectListeners = new CopyOnWriteArrayList<>();

	private final String probeName = UUID.randomUUID().toString().substring(0, 8);

	private volatile boolean sharded;

	private volatile @Nullable String refused;

	/**
	 * Prepares to use Redis.
	 * @param address where it is
	 * @param settings how it is used
	 */
	public Redis(RedisAddress address, RedisSettings settings) {
		this(address, settings, InstantSource.system());
	}

	/**
	 * Prepares to use Redis from a node with a clock of its own.
	 * @param address where it is
	 * @param settings how it is used
	 * @param clock what the clocks of servers are compared with
	 */
	public Redis(RedisAddress address, RedisSettings settings, InstantSource clock) {
		this.settings = settings;
		this.keys = new RedisKeys(settings.clusterName(), settings.shards());
		this.cluster = address.cluster();
		this.sharded = this.cluster;
		this.resources = ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
		RedisClient client = RedisClient.create(this.resources);
		client.setOptions(options(address.options(), settings));
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "realtime-redis");
			thread.setDaemon(true);
			return thread;
		});
		this.context = new RedisContext(client, timer, settings, new RedisStats(), clock);
		List<RedisURI> seeds = address.seeds().stream().map(this::patient).toList();
		this.topology = this.cluster ? new ClusterTopology(seeds, this.context, this::newLink, this::route)
				: new SingleTopology(newLink(seeds.get(0)));
	}

	private static ClientOptions options(ClientOptions application, RedisSettings settings) {
		return ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(REQUEST_QUEUE)
			.timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
			.maintNotificationsConfig(MaintNotificationsConfig.disabled())
			.protocolVersion(application.getConfiguredProtocolVersion())
			.socketOptions(application.getSocketOptions().mutate().connectTimeout(settings.commandTimeout()).build())
			.sslOptions(application.getSslOptions())
			.build();
	}

	private RedisURI patient(RedisURI uri) {
		uri.setTimeout(this.settings.commandTimeout());
		return uri;
	}

	private RedisLink newLink(RedisURI uri) {
		String name = (uri.getHost() != null) ? uri.getHost() + ":" + uri.getPort()
				: (uri.getSocket() != null) ? uri.getSocket() : "master " + uri.getSentinelMasterId();
		return new RedisLink(name, uri, () -> this.sharded, this.context, this::connected, this::disconnected);
	}

	/**
	 * Connects, and begins to probe. Waits at most as long as a command may take: a node
	 * starts without Redis and connects when it comes.
	 * @throws IllegalStateException if the cluster was started with another number of
	 * shards
	 */
	public void start() {
		this.topology.start();
		this.topology.suspect();
		this.context.regularly(this.settings.probeInterval(), this::probe);
		try {
			checkShards().toCompletableFuture().get(this.settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("Redis cannot be used yet: {}", RedisErrors.text((ex.getCause() != null) ? ex.getCause() : ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.refused != null) {
			throw new IllegalStateException(this.refused);
		}
	}

	/** The number of shards decides the names of all keys: it must never change. */
	private CompletionStage<Void> checkShards() {
		String key = this.keys.control("shards");
		byte[] ours = RedisKeys.bytes(Integer.toString(this.settings.shards()));
		return whenUp(System.nanoTime() + this.settings.commandTimeout().toNanos()).thenCompose((up) -> findSharding())
			.thenCompose((up) -> call(this.keys.controlSlot(), Repeat.SAFE, (redis) -> redis.setnx(key, ours)))
			.thenCompose((set) -> call(this.keys.controlSlot(), Repeat.SAFE, (redis) -> redis.get(key)))
			.thenAccept((theirs) -> {
				String text = (theirs != null) ? new String(theirs, StandardCharsets.US_ASCII) : "";
				if (!text.equals(Integer.toString(this.settings.shards()))) {
					this.refused = "realtime.redis.shards is " + this.settings.shards() + ", but the cluster '"
							+ this.settings.clusterName() + "' was started with " + text
							+ ": set it to that, or choose another realtime.cluster.name";
				}
			});
	}

	/** Before version 7 a Redis Cluster tells every message to all of its servers. */
	private CompletionStage<Void> findSharding() {
		if (!this.cluster) {
			return CompletableFuture.completedFuture(null);
		}
		return call(this.keys.controlSlot(), Repeat.SAFE, (redis) -> redis.info("server")).thenAccept((info) -> {
			Matcher version = MAJOR_VERSION.matcher(info);
			this.sharded = !version.find() || Integer.parseInt(version.group(1)) >= 7;
		});
	}

	private CompletionStage<Void> whenUp(long deadlineNanos) {
		if (health().up() || System.nanoTime() - deadlineNanos > 0) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> later = new CompletableFuture<>();
		this.context.later(Duration.ofMillis(10),
				() -> whenUp(deadlineNanos).whenComplete((up, failure) -> later.complete(null)));
		return later;
	}

	/**
	 * Returns the names of keys and channels.
	 * @return always the same
	 */
	public RedisKeys keys() {
		return this.keys;
	}

	/**
	 * Returns the command that publishes to a channel of a shard, for scripts.
	 * @return PUBLISH or SPUBLISH
	 */
	public String publishCommand() {
		return this.sharded ? "SPUBLISH" : "PUBLISH";
	}

	/**
	 * Asks the master of a slot.
	 * @param <T> what it answers
	 * @param slot hash slot of all keys of the command
	 * @param repeat whether the command may be sent again when its answer was lost
	 * @param command dispatches the command; may be called more than once
	 * @return the answer; fails with a {@link RedisUnavailableException}, or with
	 * Lettuce's exception when the server refuses the command
	 */
	public <T> CompletionStage<T> call(int slot, Repeat repeat,
			Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
		return new RedisCall<>(this.topology, this.context, slot, repeat, (redis) -> command.apply(redis)).start();
	}

	/**
	 * Runs a script on the master of a slot.
	 * @param slot hash slot of all keys
	 * @param repeat whether it may be run again when its answer was lost
	 * @param script the script
	 * @param names the keys
	 * @param arguments the arguments
	 * @return what it returns: a list of numbers, bytes and lists
	 */
	public CompletionStage<List<@Nullable Object>> eval(int slot, Repeat repeat, Script script, String[] names,
			byte[]... arguments) {
		return new RedisCall<List<@Nullable Object>>(this.topology, this.context, slot, repeat,
				(redis) -> redis.evalsha(script.digest(), ScriptOutputType.MULTI, names, arguments),
				(redis) -> redis.eval(script.text(), ScriptOutputType.MULTI, names, arguments))
			.start();
	}

	/**
	 * Publishes to a channel, once.
	 * @param slot hash slot of the channel's name
	 * @param channel the channel
	 * @param message what to publish
	 * @return completes when Redis has taken it
	 */
	public CompletionStage<Long> publish(int slot, String channel, byte[] message) {
		return call(slot, Repeat.NEVER,
				(redis) -> this.sharded ? redis.spublish(channel, message) : redis.publish(channel, message));
	}

	/**
	 * Subscribes to a channel. One subscription per channel.
	 * @param slot hash slot of the channel's name
	 * @param channel the channel
	 * @param handler hears what is published
	 * @return completes when the server has confirmed; when it fails, there is no
	 * subscription
	 */
	public CompletionStage<Void> subscribe(int slot, String channel, Subscription handler) {
		CompletableFuture<Void> confirmation = new CompletableFuture<>();
		Routed routed = new Routed(channel, slot, handler, confirmation);
		RedisLink link = this.topology.link(slot);
		Placed placed = new Placed(routed, link);
		this.subscriptions.put(channel, placed);
		confirmation.whenComplete((done, failure) -> {
			if (failure != null) {
				this.subscriptions.remove(channel, placed);
			}
		});
		link.subscriptions().add(routed, false);
		return confirmation;
	}

	/**
	 * Subscribes to a channel as soon as its server is there, for good: does not fail
	 * while Redis is away. One subscription per channel.
	 * @param slot hash slot of the channel's name
	 * @param channel the channel
	 * @param handler hears what is published; told that it was interrupted also when it
	 * stands for the first time
	 */
	public void listen(int slot, String channel, Subscription handler) {
		Routed routed = new Routed(channel, slot, handler, new CompletableFuture<>());
		RedisLink link = this.topology.link(slot);
		this.subscriptions.put(channel, new Placed(routed, link));
		link.subscriptions().add(routed, true);
	}

	/**
	 * Gives up a subscription. Messages may still be heard for a moment.
	 * @param channel the channel
	 */
	public void unsubscribe(String channel) {
		Placed placed = this.subscriptions.remove(channel);
		if (placed != null) {
			synchronized (placed) {
				placed.link.subscriptions().remove(channel);
			}
		}
	}

	/**
	 * Calls a listener each time a server is connected: what was in it may be gone.
	 * @param listener called on a thread that must not be held
	 */
	public void onReconnect(Runnable listener) {
		this.reconnectListeners.add(listener);
	}

	/**
	 * Runs a short task later, on a thread of this class.
	 * @param delay when
	 * @param task what
	 */
	public void later(Duration delay, Runnable task) {
		this.context.later(delay, task);
	}

	/**
	 * Whether the master of a slot can be asked now.
	 * @param slot the hash slot
	 * @return whether there is a connection
	 */
	public boolean isUp(int slot) {
		return this.topology.link(slot).commands().isUp();
	}

	/**
	 * Returns whether Redis can be used.
	 * @return as of now
	 */
	public RedisHealth health() {
		String trouble = this.topology.links()
			.stream()
			.filter((link) -> !link.isUp())
			.map(RedisLink::trouble)
			.sorted()
			.collect(Collectors.joining("; "));
		if (this.topology.links().isEmpty()) {
			trouble = "no server of the Redis Cluster has been reached";
		}
		if (this.refused != null) {
			trouble = this.refused;
		}
		return new RedisHealth(trouble.isEmpty(), trouble, Duration.ofNanos(this.context.stats().lagNanos()));
	}

	/**
	 * Returns how far the clock of the master of a slot is ahead of this node's. Takes no
	 * lock and makes no object.
	 * @param slot the hash slot
	 * @return nanoseconds, negative if it is behind; 0 until the server has told its time
	 */
	public long clockAheadNanos(int slot) {
		return this.topology.link(slot).commands().clockAheadNanos();
	}

	/**
	 * Returns the same of the server whose clock differs most from this node's.
	 * @return nanoseconds, negative if it is behind
	 */
	public long clockAheadNanos() {
		return this.topology.links()
			.stream()
			.map((link) -> link.commands().clockAheadNanos())
			.max(Comparator.comparingLong(Math::abs))
			.orElse(0L);
	}

	/**
	 * Returns what the connections have been through.
	 * @return a live view
	 */
	public RedisStats stats() {
		return this.context.stats();
	}

	private void probe() {
		long lag = 0;
		long expected = 0;
		long actual = 0;
		for (RedisLink link : this.topology.links()) {
			int shard = shardOn(link);
			if (shard >= 0) {
				link.probe(this.keys.name(shard, "probe", this.probeName + "-" + link.name()), this.keys.slotOf(shard),
						this.sharded);
			}
			lag = Math.max(lag, link.lagNanos());
			expected += link.expectedSubscribers();
			actual += link.actualSubscribers();
		}
		this.context.stats().lag(lag);
		this.context.stats().subscribers(expected, actual);
	}

	/** Any shard a server is responsible for. */
	private int shardOn(RedisLink link) {
		for (int shard = 0; shard < this.keys.shards(); shard++) {
			if (this.topology.link(this.keys.slotOf(shard)) == link) {
				return shard;
			}
		}
		return -1;
	}

	private void connected() {
		this.topology.suspect();
		this.reconnectListeners.forEach(Runnable::run);
	}

	private void disconnected() {
		this.topology.suspect();
	}

	/** Brings every subscription to the server that is responsible for it now. */
	private void route() {
		this.subscriptions.values().forEach((placed) -> {
			RedisLink link = this.topology.link(placed.routed.slot());
			synchronized (placed) {
				if (placed.link != link && this.subscriptions.get(placed.routed.name()) == placed) {
					placed.link.subscriptions().remove(placed.routed.name());
					placed.link = link;
					link.subscriptions().add(placed.routed, true);
				}
			}
		});
	}

	@Override
	public void close() {
		this.context.timer().shutdownNow();
		this.topology.close()
			.orTimeout(2, TimeUnit.SECONDS)
			.handle((closed, failure) -> (failure == null) || logUnclosed(failure))
			.join();
		this.context.client().shutdown(0, 2, TimeUnit.SECONDS);
		this.resources.shutdown(0, 2, TimeUnit.SECONDS);
	}

	private static boolean logUnclosed(Throwable failure) {
		logger.debug("The connections to Redis were not closed in time", failure);
		return false;
	}

	/** Whether a command may be sent again when it is not known what became of it. */
	public enum Repeat {

		/** Sending it twice does the same as sending it once. */
		SAFE,

		/** It is sent once. */
		NEVER

	}

	/** A subscription and the server it was given to. */
	private static final class Placed {

		private final Routed routed;

		private RedisLink link;

		Placed(Routed routed, RedisLink link) {
			this.routed = routed;
			this.link = link;
		}

	}

}
