package dev.realtime.redis.lease;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lettuce.core.ZAddArgs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.message.NodeId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.Script;
import dev.realtime.redis.Subscription;

/**
 * Says that this node is alive, and knows who else is.
 *
 * <p>
 * One call every third of the lease keeps all that this node owns; it brings back who is
 * alive. A node that comes or goes says so, and the others look at once. Whose lease has
 * ended is given to exactly one node to clean up; if that one dies as well, to another
 * after half a minute. The clock is that of Redis. Thread-safe, never blocks but in
 * {@link #close()}.
 */
public final class NodeLease implements AutoCloseable {

	/** How long a node is believed to be alive without a word. */
	public static final Duration LEASE = Duration.ofSeconds(15);

	private static final Duration SWEEP_TIME = Duration.ofSeconds(30);

	private static final Duration RETRY = Duration.ofSeconds(1);

	/** Many that hear the same news do not all ask in the same moment. */
	private static final long NEWS_SPREAD_MILLIS = 200;

	private static final Duration FAREWELL = Duration.ofSeconds(1);

	/** So many small calls a server takes besides publications, from all nodes. */
	private static final int RESTORED_PER_SECOND = 20_000;

	/** A node with 10,000 clients is done after five seconds. */
	private static final int MOST_RESTORED_PER_SECOND = 2000;

	private static final Script RENEW = Script.beside(NodeLease.class, "renew.lua");

	private static final Logger logger = LoggerFactory.getLogger(NodeLease.class);

	private final Redis redis;

	private final Duration lease;

	private final List<Runnable> lostListeners = new CopyOnWriteArrayList<>();

	private final List<Function<LeaseOwner, CompletionStage<Void>>> sweepers = new CopyOnWriteArrayList<>();

	private final String news;

	private volatile Set<NodeId> alive;

	/** How many nodes there lately were, also while an emptied Redis knows few. */
	private volatile int crowd = 1;

	// What follows is guarded by this.

	private LeaseOwner owner;

	private CompletableFuture<LeaseOwner> held = new CompletableFuture<>();

	private boolean taken;

	private boolean cutOff;

	private boolean busy;

	private boolean again;

	private boolean closed;

	/** Only the newest of the ticks that were planned counts. */
	private long tick;

	/**
	 * Prepares the lease of a node.
	 * @param redis where it is held
	 * @param node this node
	 */
	public NodeLease(Redis redis, NodeId node) {
		this(redis, node, LEASE);
	}

	/** With another time for tests. */
	NodeLease(Redis redis, NodeId node, Duration lease) {
		this.redis = redis;
		this.lease = lease;
		this.owner = new LeaseOwner(node, 1);
		this.alive = Set.of(node);
		this.news = redis.keys().control("news");
	}

	/**
	 * Takes the lease, now or when Redis is there.
	 */
	public void start() {
		this.redis.listen(this.redis.keys().controlSlot(), this.news, new News());
		this.redis.onReconnect(this::reconnected);
		refresh();
	}

	/**
	 * Returns this node.
	 * @return always the same
	 */
	public synchronized NodeId node() {
		return this.owner.node();
	}

	/**
	 * Returns under whom this node writes what it owns.
	 * @return completes when the lease is held, which while Redis is there takes no time
	 */
	public synchronized CompletionStage<LeaseOwner> held() {
		return this.held.minimalCompletionStage();
	}

	/**
	 * Returns who is alive as far as this node knows, itself in any case. Of a node that
	 * has started again only the newest incarnation is.
	 * @return an unmodifiable snapshot, some seconds old at most while Redis is there
	 */
	public Set<NodeId> alive() {
		return this.alive;
	}

	/**
	 * Whether Redis has everything this node owns as far as the lease can tell.
	 * @return false until it was taken, and from a loss until listeners were told
	 */
	public synchronized boolean isHeld() {
		return this.taken && !this.cutOff;
	}

	/**
	 * Returns how fast this node may say again what it owns, so that all nodes together
	 * leave Redis room for publications.
	 * @return calls a second, up to 2,000
	 */
	public int restoresPerSecond() {
		return Math.max(1, Math.min(MOST_RESTORED_PER_SECOND, RESTORED_PER_SECOND / this.crowd));
	}

	/**
	 * Tells when Redis may have lost what this node owns.
	 * @param listener called once for each loss, when the lease is held again; returns at
	 * once
	 */
	public void whenLost(Runnable listener) {
		this.lostListeners.add(listener);
	}

	/**
	 * Removes what dead owners have left.
	 * @param sweeper returns a stage that completes when nothing of its kind is left
	 */
	public void sweeper(Function<LeaseOwner, CompletionStage<Void>> sweeper) {
		this.sweepers.add(sweeper);
	}

	/** Looks now. */
	private void refresh() {
		LeaseOwner renewed;
		boolean take;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			if (this.busy) {
				this.again = true;
				return;
			}
			this.busy = true;
			renewed = this.owner;
			take = !this.taken;
		}
		renew(renewed, take).thenApply((answer) -> renewed(answer, take)).whenComplete((pause, failure) -> {
			if (pause == null && this.redis.isUp(this.redis.keys().controlSlot())) {
				logger.warn("The lease of node {} was not renewed; it is tried again: {}", renewed, failure.toString());
			}
			ended((pause != null) ? pause : RETRY);
		});
	}

	private CompletionStage<LeaseAnswer> renew(LeaseOwner renewed, boolean take) {
		String replaced = (take && renewed.generation() == 1) ? renewed.nameSuffix() : "";
		return this.redis
			.eval(this.redis.keys().controlSlot(), Repeat.SAFE, RENEW, keys(), bytes(renewed.text()),
					millis(this.lease), millis(SWEEP_TIME), bytes(take ? "1" : "0"), bytes(replaced))
			.thenApply((answer) -> LeaseAnswer.read(answer, renewed));
	}

	/** Returns when to look again. */
	private Duration renewed(LeaseAnswer answer, boolean take) {
		CompletableFuture<LeaseOwner> nowHeld = null;
		boolean lost = false;
		LeaseOwner current;
		synchronized (this) {
			if (answer.held() || take) {
				boolean first = !this.taken && this.owner.generation() == 1;
				lost = !first && (this.cutOff || !this.taken);
				nowHeld = this.held;
				this.taken = true;
				this.cutOff = false;
			}
			else {
				// Somebody believed this node to be dead, or Redis is empty.
				logger.warn("Node {} has lost its lease and begins anew", this.owner);
				this.owner = this.owner.next();
				this.held = new CompletableFuture<>();
				this.taken = false;
				this.again = true;
			}
			current = this.owner;
		}
		Set<NodeId> nodes = answer.alive()
			.stream()
			.map(LeaseOwner::node)
			.collect(Collectors.toCollection(HashSet::new));
		nodes.add(current.node());
		this.alive = Set.copyOf(nodes);
		this.crowd = Math.max(nodes.size(), this.crowd - 1);
		if (nowHeld != null) {
			nowHeld.complete(current);
		}
		if (take) {
			tell();
		}
		if (lost) {
			this.lostListeners.forEach(Runnable::run);
		}
		answer.dead().forEach(this::sweep);
		// A lease that ends is noticed when it does, not when the own is renewed.
		long renewal = this.lease.toMillis() / 3;
		long spread = ThreadLocalRandom.current().nextLong(NEWS_SPREAD_MILLIS);
		return Duration
			.ofMillis(Math.min(renewal, Math.max(0, Math.min(renewal, answer.nextEndMillis())) + spread + 1));
	}

	private void ended(Duration pause) {
		boolean now;
		long planned;
		synchronized (this) {
			this.busy = false;
			now = this.again;
			this.again = false;
			planned = ++this.tick;
		}
		if (now) {
			refresh();
		}
		else {
			this.redis.later(pause, () -> tick(planned));
		}
	}

	private void tick(long planned) {
		synchronized (this) {
			if (planned != this.tick) {
				return;
			}
		}
		refresh();
	}

	private void reconnected() {
		synchronized (this) {
			this.cutOff |= this.taken;
		}
		refresh();
	}

	/** Others learn at once that a node has come or gone. */
	private CompletionStage<Long> tell() {
		return this.redis.publish(this.redis.keys().controlSlot(), this.news, bytes(node().name()));
	}

	private void sweep(LeaseOwner dead) {
		logger.info("Node {} is not alive any more; removing what it has left", dead);
		CompletionStage<Void> swept = CompletableFuture.completedFuture(null);
		for (Function<LeaseOwner, CompletionStage<Void>> sweeper : this.sweepers) {
			swept = swept.thenCompose((before) -> sweeper.apply(dead));
		}
		swept.thenCompose((done) -> this.redis.call(this.redis.keys().controlSlot(), Repeat.SAFE,
				(commands) -> commands.zrem(keys()[1], bytes(dead.text()))))
			.whenComplete((done, failure) -> {
				if (failure != null) {
					logger.warn("What node {} has left could not be removed, somebody tries again: {}", dead,
							failure.toString());
				}
			});
	}

	/** Gives the lease back: what this node still owns is removed by another. */
	@Override
	public void close() {
		String text;
		synchronized (this) {
			this.closed = true;
			text = this.owner.text();
		}
		try {
			this.redis
				.call(this.redis.keys().controlSlot(), Repeat.SAFE,
						(commands) -> commands.zadd(keys()[0], ZAddArgs.Builder.xx(), 0.0, bytes(text)))
				.thenCompose((done) -> tell())
				.toCompletableFuture()
				.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Node {} could not give its lease back; it ends by itself", text, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String[] keys() {
		return new String[] { this.redis.keys().control("leases"), this.redis.keys().control("dead") };
	}

	private static byte[] bytes(String text) {
		return RedisKeys.bytes(text);
	}

	private static byte[] millis(Duration duration) {
		return bytes(Long.toString(duration.toMillis()));
	}

	/** Hears that a node has come or gone. */
	private final class News implements Subscription {

		@Override
		public void message(byte[] message) {
			NodeLease.this.redis.later(Duration.ofMillis(ThreadLocalRandom.current().nextLong(NEWS_SPREAD_MILLIS)),
					NodeLease.this::refresh);
		}

		@Override
		public void interrupted() {
			refresh();
		}

	}

}
