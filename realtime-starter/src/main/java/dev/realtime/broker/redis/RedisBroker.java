package dev.realtime.broker.redis;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerClock;
import dev.realtime.broker.BrokerListener;
import dev.realtime.broker.BrokerUnavailableException;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.broker.redis.PublishBatch.Confirmed;
import dev.realtime.broker.redis.PublishBatch.Item;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.RedisUnavailableException;
import dev.realtime.redis.Script;

/**
 * The broker for many nodes, over Redis.
 *
 * <p>
 * A call that was lost on the way is repeated for two seconds and carried out once: the
 * script remembers the last call of each node per channel. While Redis is away publishing
 * fails at once with a {@link BrokerUnavailableException}; subscriptions are kept and
 * stand again when it is back, and the listener is told that they were interrupted.
 */
public final class RedisBroker implements Broker, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RedisBroker.class);

	private static final Script PUBLISH = Script.beside(RedisBroker.class, "publish.lua");

	private static final Script HISTORY = Script.beside(RedisBroker.class, "history.lua");

	private static final Script VERIFY = Script.beside(RedisBroker.class, "verify.lua");

	/** How long a position outlives the last use of its channel. */
	private static final Duration POSITION_TTL = Duration.ofDays(7);

	/**
	 * The same for a channel nobody has published to: longer than a home takes to look
	 * again, which keeps it.
	 */
	private static final Duration UNPUBLISHED_TTL = Duration.ofMinutes(30);

	private static final Duration IDEMPOTENCY_TTL = Duration.ofMinutes(5);

	/** How long this node remembers what Redis has confirmed to it. */
	private static final Duration QUEUE_TTL = Duration.ofMinutes(10);

	private static final Duration SWEEP = Duration.ofMinutes(1);

	/** How long what was handed over may still take when the application ends. */
	private static final Duration LAST_CALLS = Duration.ofSeconds(2);

	private static final int MAX_WAITING = 65_536;

	private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

	private static final long LOOK_AGAIN_NANOS = 2_000_000;

	private static final int MAX_VERIFYING = 64;

	private static final int MAX_READING = 256;

	private static final byte[] EMPTY = {};

	private final Redis redis;

	private final String node = UUID.randomUUID().toString().substring(0, 8);

	private final AtomicLong lastId = new AtomicLong(new SecureRandom().nextLong());

	private final AtomicLong lastSequence = new AtomicLong();

	private final Map<ChannelName, PublishQueue> queues = new ConcurrentHashMap<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong waitingBytes = new AtomicLong();

	private final Paced verifying = new Paced(MAX_VERIFYING);

	private final Paced reading = new Paced(MAX_READING);

	private final RedisBrokerStats stats = new RedisBrokerStats();

	private volatile @Nullable BrokerListener listener;

	private volatile boolean ending;

	/**
	 * Makes a broker.
	 * @param redis started and closed by others
	 */
	public RedisBroker(Redis redis) {
		this.redis = redis;
		redis.later(SWEEP, this::sweep);
	}

	@Override
	public void listener(BrokerListener newListener) {
		this.listener = newListener;
	}

	@Override
	public CompletionStage<StreamPosition> publish(PublishRequest request) {
		return enqueue(request.channel(), new Item(Envelope.PUBLICATION, nextId(), request.history(),
				request.idempotencyKey(), Envelope.rest(request), new CompletableFuture<>()));
	}

	@Override
	public CompletionStage<Void> publishJoin(ChannelName channel, ClientInfo client) {
		return tell(channel, Envelope.JOIN, client);
	}

	@Override
	public CompletionStage<Void> publishLeave(ChannelName channel, ClientInfo client) {
		return tell(channel, Envelope.LEAVE, client);
	}

	private CompletionStage<Void> tell(ChannelName channel, byte kind, ClientInfo client) {
		return enqueue(channel,
				new Item(kind, nextId(), HistoryPolicy.NONE, null, Envelope.rest(client), new CompletableFuture<>()))
			.thenAccept((position) -> {
				// There is none.
			});
	}

	@Override
	public CompletionStage<Void> subscribe(ChannelName channel) {
		int shard = shard(channel);
		return failingAsOurs(this.redis.subscribe(slot(shard), channelKey(shard, channel), new Hearing(channel)));
	}

	@Override
	public void unsubscribe(ChannelName channel) {
		this.redis.unsubscribe(channelKey(shard(channel), channel));
	}

	@Override
	public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
		StreamPosition since = query.since();
		return this.reading
			.call(() -> read(HISTORY, channel, Integer.toString(query.limit()),
					(since != null) ? Long.toString(since.offset()) : "", query.reverse() ? "1" : "0"))
			.thenApply(this::page);
	}

	@Override
	public CompletionStage<StreamPosition> verify(ChannelName channel, StreamPosition known, long publicationId) {
		byte[] id = (publicationId != 0) ? Envelope.id(publicationId) : EMPTY;
		return this.verifying.call(() -> {
			int shard = shard(channel);
			return failingAsOurs(this.redis.eval(slot(shard), Repeat.SAFE, VERIFY, keys(shard, channel),
					bytes(newEpoch()), millis(UNPUBLISHED_TTL), millis(POSITION_TTL), bytes(known.epoch()),
					bytes(Long.toString(known.offset())), id));
		}).thenApply((answer) -> {
			StreamPosition stands = position(answer);
			if (known.isKnown() && !stands.epoch().equals(known.epoch())) {
				this.stats.forked();
			}
			return stands;
		});
	}

	@Override
	public BrokerClock clock(ChannelName channel) {
		int slot = slot(shard(channel));
		return () -> roundedMillis(this.redis.clockAheadNanos(slot));
	}

	private static long roundedMillis(long nanos) {
		long milli = TimeUnit.MILLISECONDS.toNanos(1);
		return Math.floorDiv(nanos + milli / 2, milli);
	}

	/**
	 * Returns what the broker has done.
	 * @return a live view
	 */
	public RedisBrokerStats stats() {
		return this.stats;
	}

	/**
	 * Takes nothing more, and waits until Redis has what was handed over before, two
	 * seconds at most; what is left then fails when the connections are closed.
	 */
	@Override
	public void close() {
		this.ending = true;
		long since = System.nanoTime();
		while (this.waiting.get() > 0 && System.nanoTime() - since < LAST_CALLS.toNanos()) {
			LockSupport.parkNanos(LOOK_AGAIN_NANOS);
		}
		int left = this.waiting.get();
		if (left > 0) {
			logger.warn("Redis has not confirmed {} publications within the {} s they had at the end", left,
					LAST_CALLS.toSeconds());
		}
	}

	private CompletionStage<StreamPosition> enqueue(ChannelName channel, Item item) {
		if (this.ending) {
			this.stats.failed(1);
			return CompletableFuture.failedFuture(new BrokerUnavailableException(
					"Channel " + channel + " cannot be published to: the application ends. Publish before that"));
		}
		if (this.waiting.get() >= MAX_WAITING || this.waitingBytes.get() >= MAX_WAITING_BYTES) {
			this.stats.failed(1);
			return CompletableFuture.failedFuture(new BrokerUnavailableException(
					"Channel " + channel + " cannot be published to: " + this.waiting.get() + " publications with "
							+ this.waitingBytes.get() + " bytes wait for Redis, the limits are " + MAX_WAITING + " and "
							+ MAX_WAITING_BYTES + ". Publish less, or see why Redis is slow"));
		}
		this.waiting.incrementAndGet();
		this.waitingBytes.addAndGet(item.rest().length);
		PublishQueue queue = queueWith(channel, item);
		pump(queue);
		return item.position();
	}

	private PublishQueue queueWith(ChannelName channel, Item item) {
		while (true) {
			PublishQueue queue = this.queues.computeIfAbsent(channel, PublishQueue::new);
			synchronized (queue) {
				if (queue.add(item)) {
					return queue;
				}
			}
		}
	}

	private void pump(PublishQueue queue) {
		PublishBatch batch;
		Confirmed confirmed;
		synchronized (queue) {
			batch = queue.next();
			confirmed = queue.confirmed();
		}
		if (batch != null) {
			send(queue, batch, confirmed);
		}
	}

	private void send(PublishQueue queue, PublishBatch batch, @Nullable Confirmed confirmed) {
		ChannelName channel = queue.channel();
		int shard = shard(channel);
		HistoryPolicy history = batch.history();
		List<String> names = new ArrayList<>();
		if (history.isKept()) {
			names.addAll(List.of(keys(shard, channel)));
		}
		else {
			names.add(channelKey(shard, channel));
		}
		batch.idempotencyKeys().forEach((key) -> names.add(this.redis.keys().name(shard, "k", channel + ":" + key)));
		Repeat repeat = history.isKept() ? Repeat.SAFE : Repeat.NEVER;
		this.redis
			.eval(slot(shard), repeat, PUBLISH, names.toArray(String[]::new),
					arguments(channelKey(shard, channel), batch, history, confirmed))
			.whenComplete((answer, failure) -> {
				release(batch.items());
				if (failure == null) {
					this.stats.called(batch.items().size());
					finish(queue, batch.complete(PublishBatch.text(answer.get(0))));
				}
				else {
					failed(queue, batch, failure);
				}
			});
	}

	private byte[][] arguments(String channel, PublishBatch batch, HistoryPolicy history,
			@Nullable Confirmed confirmed) {
		long positionTtl = Math.max(POSITION_TTL.toMillis(), history.ttl().toMillis() * 2);
		List<byte[]> arguments = new ArrayList<>(12 + 4 * batch.items().size());
		arguments.add(bytes(channel));
		arguments.add(bytes(this.redis.publishCommand()));
		arguments.add(bytes(this.node));
		arguments.add(bytes(Long.toString(this.lastSequence.incrementAndGet())));
		arguments.add(bytes(newEpoch()));
		arguments.add(bytes(Integer.toString(history.size())));
		arguments.add(millis(history.ttl()));
		arguments.add(bytes(Long.toString(positionTtl)));
		arguments.add(millis(IDEMPOTENCY_TTL));
		arguments.add(bytes((confirmed != null) ? confirmed.position().epoch() : ""));
		arguments.add(bytes((confirmed != null) ? Long.toString(confirmed.position().offset()) : "0"));
		arguments.add((confirmed != null) ? Envelope.id(confirmed.id()) : EMPTY);
		for (Item item : batch.items()) {
			arguments.add(bytes(item.isNumbered() ? "p" : "m"));
			arguments.add(bytes((item.idempotencyKey() != null) ? "1" : "0"));
			arguments.add(Envelope.head(item.kind(), item.id()));
			arguments.add(item.rest());
		}
		return arguments.toArray(byte[][]::new);
	}

	private void finish(PublishQueue queue, @Nullable Confirmed newest) {
		synchronized (queue) {
			queue.done(newest, System.nanoTime());
		}
		pump(queue);
	}

	/** What waits behind a call that Redis could not take will not fare better. */
	private void failed(PublishQueue queue, PublishBatch batch, Throwable failure) {
		Throwable ours = ours(failure);
		this.stats.failed(batch.items().size());
		List<Item> hopeless = List.of();
		if (ours instanceof BrokerUnavailableException) {
			synchronized (queue) {
				hopeless = queue.drain();
			}
		}
		release(hopeless);
		this.stats.failed(hopeless.size());
		finish(queue, null);
		batch.fail(ours);
		if (!hopeless.isEmpty()) {
			BrokerUnavailableException reason = new BrokerUnavailableException(String.valueOf(ours.getMessage()));
			hopeless.forEach((item) -> item.position().completeExceptionally(reason));
		}
	}

	private void release(List<Item> items) {
		this.waiting.addAndGet(-items.size());
		items.forEach((item) -> this.waitingBytes.addAndGet(-item.rest().length));
	}

	private CompletionStage<List<@Nullable Object>> read(Script script, ChannelName channel, String... arguments) {
		int shard = shard(channel);
		byte[][] all = new byte[arguments.length + 3][];
		all[0] = bytes(newEpoch());
		all[1] = millis(UNPUBLISHED_TTL);
		all[2] = millis(POSITION_TTL);
		for (int i = 0; i < arguments.length; i++) {
			all[i + 3] = bytes(arguments[i]);
		}
		return failingAsOurs(this.redis.eval(slot(shard), Repeat.SAFE, script, keys(shard, channel), all));
	}

	private HistoryPage page(List<@Nullable Object> answer) {
		StreamPosition position = position(answer);
		List<Publication> publications = new ArrayList<>(answer.size() - 2);
		for (Object entry : answer.subList(2, answer.size())) {
			Publication read = entry(entry, position.epoch());
			if (read != null) {
				publications.add(read);
			}
			else {
				this.stats.countUnreadable();
			}
		}
		return new HistoryPage(publications, position);
	}

	private static @Nullable Publication entry(@Nullable Object entry, String epoch) {
		try {
			return (entry instanceof byte[] bytes) ? Envelope.readEntry(bytes, epoch) : null;
		}
		catch (RuntimeException ex) {
			logger.debug("An entry of history cannot be read", ex);
			return null;
		}
	}

	private static StreamPosition position(List<@Nullable Object> answer) {
		return new StreamPosition(PublishBatch.text(answer.get(0)), Long.parseLong(PublishBatch.text(answer.get(1))));
	}

	private void sweep() {
		long now = System.nanoTime();
		this.queues.values().removeIf((queue) -> {
			synchronized (queue) {
				return queue.forget(now, QUEUE_TTL.toNanos());
			}
		});
		this.redis.later(SWEEP, this::sweep);
	}

	private static <T> CompletionStage<T> failingAsOurs(CompletionStage<T> stage) {
		return stage.exceptionallyCompose((failure) -> CompletableFuture.failedFuture(ours(failure)));
	}

	private static Throwable ours(Throwable failure) {
		Throwable cause = (failure.getCause() != null && failure instanceof java.util.concurrent.CompletionException)
				? failure.getCause() : failure;
		if (cause instanceof RedisUnavailableException unavailable) {
			return new BrokerUnavailableException("Redis is not available: " + cause.getMessage(),
					unavailable.isUnknown(), cause);
		}
		return cause;
	}

	private int shard(ChannelName channel) {
		return this.redis.keys().shardOf(channel.value());
	}

	private int slot(int shard) {
		return this.redis.keys().slotOf(shard);
	}

	private String channelKey(int shard, ChannelName channel) {
		return this.redis.keys().name(shard, "c", channel.value());
	}

	/** Position and stream of a channel. */
	private String[] keys(int shard, ChannelName channel) {
		RedisKeys names = this.redis.keys();
		return new String[] { names.name(shard, "m", channel.value()), names.name(shard, "s", channel.value()) };
	}

	private long nextId() {
		long id = this.lastId.incrementAndGet();
		return (id != 0) ? id : this.lastId.incrementAndGet();
	}

	private static String newEpoch() {
		return UUID.randomUUID().toString().substring(0, 8);
	}

	private static byte[] bytes(String text) {
		return RedisKeys.bytes(text);
	}

	private static byte[] millis(Duration duration) {
		return bytes(Long.toString(duration.toMillis()));
	}

	private final class Hearing implements dev.realtime.redis.Subscription {

		private final ChannelName channel;

		Hearing(ChannelName channel) {
			this.channel = channel;
		}

		@Override
		public void message(byte[] message) {
			BrokerListener hearing = RedisBroker.this.listener;
			if (hearing == null) {
				return;
			}
			Envelope.Heard heard = read(message);
			if (heard == null) {
				RedisBroker.this.stats.countUnreadable();
			}
			else if (heard.publication() != null) {
				hearing.published(this.channel, heard.publication());
			}
			else if (heard.client() != null && heard.kind() == Envelope.JOIN) {
				hearing.joined(this.channel, heard.client());
			}
			else if (heard.client() != null) {
				hearing.left(this.channel, heard.client());
			}
		}

		@Override
		public void interrupted() {
			BrokerListener hearing = RedisBroker.this.listener;
			if (hearing != null) {
				hearing.interrupted(this.channel);
			}
		}

		private Envelope.@Nullable Heard read(byte[] message) {
			try {
				return Envelope.read(message);
			}
			catch (RuntimeException ex) {
				logger.debug("A message in channel {} cannot be read", this.channel, ex);
				return null;
			}
		}

	}

}
