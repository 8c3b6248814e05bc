package dev.realtime.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.redis.RedisErrors.Redirect;

/**
 * The masters of a Redis Cluster. The map of slots is read from whichever server answers,
 * regularly, at once when a call was redirected, and again and again while a master is
 * missing.
 */
final class ClusterTopology implements Topology {

	private static final Logger logger = LoggerFactory.getLogger(ClusterTopology.class);

	private static final Duration SOON = Duration.ofMillis(200);

	private static final Duration REGULARLY = Duration.ofSeconds(15);

	private final RedisContext context;

	private final Function<RedisURI, RedisLink> connector;

	private final Runnable onMoved;

	private final RedisURI pattern;

	/** Also servers that have no slots (any more): they may know who has. */
	private final Map<String, RedisLink> links = new ConcurrentHashMap<>();

	private final AtomicBoolean reading = new AtomicBoolean();

	private volatile @Nullable RedisLink[] masters = new @Nullable RedisLink[SlotHash.SLOT_COUNT];

	private volatile boolean closed;

	ClusterTopology(List<RedisURI> seeds, RedisContext context, Function<RedisURI, RedisLink> connector,
			Runnable onMoved) {
		this.context = context;
		this.connector = connector;
		this.onMoved = onMoved;
		this.pattern = seeds.get(0);
		seeds.forEach((seed) -> link(seed.getHost(), seed.getPort()));
	}

	@Override
	public void start() {
		this.links.values().forEach((link) -> link.commands().connect());
		this.context.regularly(REGULARLY, this::suspect);
	}

	@Override
	public RedisLink link(int slot) {
		RedisLink master = this.masters[slot];
		return (master != null) ? master : this.links.values().iterator().next();
	}

	@Override
	public Collection<RedisLink> links() {
		Set<RedisLink> distinct = new HashSet<>();
		for (RedisLink master : this.masters) {
			if (master != null) {
				distinct.add(master);
			}
		}
		return distinct;
	}

	@Override
	public RedisLink redirected(Redirect redirect, RedisLink from) {
		String host = redirect.host().isEmpty() ? from.uri().getHost() : redirect.host();
		RedisLink target = link(host, redirect.port());
		target.connect();
		if (!redirect.ask()) {
			synchronized (this) {
				@Nullable RedisLink[] changed = this.masters.clone();
				changed[redirect.slot()] = target;
				this.masters = changed;
			}
			this.onMoved.run();
			suspect();
		}
		return target;
	}

	@Override
	public void suspect() {
		if (!this.closed && this.reading.compareAndSet(false, true)) {
			this.context.later(SOON, this::read);
		}
	}

	/** Asks the first server that is connected. */
	private void read() {
		Iterator<RedisLink> asked = List.copyOf(this.links.values()).iterator();
		readFrom(asked);
	}

	private void readFrom(Iterator<RedisLink> asked) {
		while (asked.hasNext()) {
			RedisLink link = asked.next();
			link.commands().connect();
			if (link.commands().isUp()) {
				link.commands().call((redis) -> redis.clusterSlots()).whenComplete((slots, failure) -> {
					if (slots != null && !slots.isEmpty()) {
						apply(link, slots);
					}
					else {
						readFrom(asked);
					}
				});
				return;
			}
		}
		this.reading.set(false);
		suspect();
	}

	private void apply(RedisLink from, List<Object> slots) {
		boolean complete;
		synchronized (this) {
			@Nullable RedisLink[] changed = this.masters.clone();
			for (Object range : slots) {
				List<?> parts = (List<?>) range;
				List<?> master = (List<?>) parts.get(2);
				String host = text(master.get(0));
				RedisLink link = link(host.isEmpty() ? from.uri().getHost() : host,
						((Number) master.get(1)).intValue());
				Arrays.fill(changed, ((Number) parts.get(0)).intValue(), ((Number) parts.get(1)).intValue() + 1, link);
			}
			this.masters = changed;
			complete = forgetIdle();
		}
		this.reading.set(false);
		this.onMoved.run();
		if (!complete) {
			suspect();
		}
	}

	/** Whether every master is connected. */
	private boolean forgetIdle() {
		Collection<RedisLink> needed = links();
		boolean complete = needed.stream().allMatch((link) -> link.commands().isUp());
		needed.forEach(RedisLink::connect);
		if (complete) {
			List<RedisLink> idle = new ArrayList<>(this.links.values());
			idle.removeAll(needed);
			idle.forEach((link) -> {
				logger.debug("Redis: {} has no slots; its connections are closed", link.name());
				this.links.remove(link.name(), link);
				link.close();
			});
		}
		return complete;
	}

	private RedisLink link(String host, int port) {
		return this.links.computeIfAbsent(host + ":" + port,
				(name) -> this.connector.apply(RedisContext.at(this.pattern, host, port)));
	}

	private static String text(@Nullable Object value) {
		return (value instanceof byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8)
				: (value != null) ? value.toString() : "";
	}

	@Override
	public CompletableFuture<Void> close() {
		this.closed = true;
		return CompletableFuture
			.allOf(this.links.values().stream().map(RedisLink::close).toArray(CompletableFuture[]::new));
	}

}
