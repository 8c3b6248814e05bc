package dev.realtime.presence.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.presence.PresenceStats;
import dev.realtime.presence.PresenceStore;
import dev.realtime.presence.redis.Present.Place;
import dev.realtime.presence.redis.Present.Step;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.Script;
import dev.realtime.redis.lease.LeaseOwner;
import dev.realtime.redis.lease.NodeLease;
import dev.realtime.redis.lease.OwnerIndex;

/**
 * Presence over all nodes, in Redis.
 *
 * <p>
 * What this node has said stands here as well, so that it can be said again: when a call
 * has failed, which its stage tells, and when Redis was emptied. Counting asks for two
 * numbers and lists nobody.
 */
public final class RedisPresenceStore implements PresenceStore {

	private static final Script ENTER = Script.beside(RedisPresenceStore.class, "enter.lua");

	private static final Script LEAVE = Script.beside(RedisPresenceStore.class, "leave.lua");

	private static final Logger logger = LoggerFactory.getLogger(RedisPresenceStore.class);

	private final Redis redis;

	private final NodeLease lease;

	private final OwnerIndex index;

	private final Map<Place, Present> own = new ConcurrentHashMap<>();

	private volatile SweptListener onSwept = (channel, client, remaining) -> {
	};

	/**
	 * Makes the store of a node.
	 * @param redis where presence is kept
	 * @param lease owns what this node adds
	 */
	public RedisPresenceStore(Redis redis, NodeLease lease) {
		this.redis = redis;
		this.lease = lease;
		this.index = new OwnerIndex(redis, "p");
		lease.sweeper((dead) -> this.index.sweep(dead, this::sweep));
		lease.whenLost(this::lost);
	}

	/**
	 * Tells of clients whose node is dead, each once and on one node, when they are
	 * removed.
	 * @param listener called on any thread, returns at once
	 */
	public void whenSwept(SweptListener listener) {
		this.onSwept = listener;
	}

	/**
	 * Returns how many clients of this node should be there and are not, because Redis is
	 * away or has lost them.
	 * @return number of clients, those whose first call is under way among them
	 */
	public long pending() {
		return this.own.values().stream().filter((present) -> !present.isSettled()).count();
	}

	/**
	 * Returns how many of those Redis has lost or refused. A node that has any is not
	 * healthy.
	 * @return number of clients
	 */
	public long behind() {
		return this.own.values().stream().filter(Present::isBehind).count();
	}

	@Override
	public CompletionStage<Void> add(ChannelName channel, ClientInfo client) {
		return want(new Place(channel, client.client()), client);
	}

	@Override
	public CompletionStage<Void> remove(ChannelName channel, ClientId client) {
		return want(new Place(channel, client), null);
	}

	@Override
	public CompletionStage<Map<ClientId, ClientInfo>> list(ChannelName channel) {
		int shard = shard(channel);
		return this.redis
			.call(this.redis.keys().slotOf(shard), Repeat.SAFE,
					(commands) -> commands.hgetall(clients(shard, channel.value())))
			.thenApply((all) -> {
				Map<ClientId, ClientInfo> present = new HashMap<>();
				all.forEach((id, value) -> {
					ClientInfo client = PresentClient.read(id, value);
					if (client != null) {
						present.put(client.client(), client);
					}
				});
				return Map.copyOf(present);
			});
	}

	@Override
	public CompletionStage<PresenceStats> stats(ChannelName channel) {
		int shard = shard(channel);
		return count(shard, clients(shard, channel.value())).thenCombine(count(shard, users(shard, channel.value())),
				(clients, users) -> new PresenceStats(clients, Math.min(users, clients)));
	}

	private CompletionStage<Integer> count(int shard, String key) {
		return this.redis.call(this.redis.keys().slotOf(shard), Repeat.SAFE, (commands) -> commands.hlen(key))
			.thenApply(Math::toIntExact);
	}

	private CompletionStage<Void> want(Place place, @Nullable ClientInfo client) {
		while (true) {
			Present present = this.own.computeIfAbsent(place, Present::new);
			CompletionStage<Void> done = present.want(client);
			if (done != null) {
				pump(present);
				return done;
			}
			this.own.remove(place, present);
		}
	}

	private void pump(Present present) {
		Step step = present.next();
		if (step == null) {
			return;
		}
		this.lease.held()
			.thenCompose((owner) -> call(owner, present.place(), step.client()))
			.whenComplete((answer, failure) -> {
				if (failure == null) {
					if (present.succeeded()) {
						this.own.remove(present.place(), present);
					}
					step.waiting().forEach((done) -> done.complete(null));
					pump(present);
				}
				else {
					logger.debug("Client {} is not told in Redis as it should be", present.place(), failure);
					Duration pause = present.failed();
					step.waiting().forEach((done) -> done.completeExceptionally(failure));
					this.redis.later(pause, () -> pump(present));
				}
			});
	}

	private CompletionStage<?> call(LeaseOwner owner, Place place, @Nullable ClientInfo client) {
		int shard = shard(place.channel());
		String channel = place.channel().value();
		if (client == null) {
			return leave(owner, "", shard, channel, place.client().value());
		}
		return this.redis.eval(this.redis.keys().slotOf(shard), Repeat.SAFE, ENTER,
				keys(shard, channel, this.index.key(shard, owner)), bytes(place.client().value()),
				PresentClient.write(owner.key(), client), bytes(client.user().value()),
				OwnerIndex.entry(channel, place.client().value()));
	}

	private CompletionStage<List<@Nullable Object>> leave(LeaseOwner owner, String expected, int shard, String channel,
			String client) {
		return this.redis.eval(this.redis.keys().slotOf(shard), Repeat.SAFE, LEAVE,
				keys(shard, channel, this.index.key(shard, owner)), bytes(client), bytes(expected),
				OwnerIndex.entry(channel, client));
	}

	private CompletionStage<Void> sweep(LeaseOwner dead, int shard, String channel, String client) {
		return leave(dead, dead.key(), shard, channel, client).thenAccept((answer) -> {
			if (answer.size() == 2 && answer.get(0) instanceof byte[] value
					&& answer.get(1) instanceof Number remaining) {
				ClientInfo gone = PresentClient.read(client, value);
				if (gone != null) {
					this.onSwept.swept(ChannelName.of(channel), gone, remaining.intValue());
				}
			}
		});
	}

	/** Says everything again, a few at a time. */
	private void lost() {
		long number = 0;
		int perSecond = this.lease.restoresPerSecond();
		for (Present present : this.own.values()) {
			present.lost();
			this.redis.later(Duration.ofMillis(number++ * 1000 / perSecond), () -> pump(present));
		}
	}

	private int shard(ChannelName channel) {
		return this.redis.keys().shardOf(channel.value());
	}

	private String[] keys(int shard, String channel, String ownerKey) {
		return new String[] { clients(shard, channel), users(shard, channel), ownerKey };
	}

	private String clients(int shard, String channel) {
		return this.redis.keys().name(shard, "p", channel);
	}

	private String users(int shard, String channel) {
		return this.redis.keys().name(shard, "pu", channel);
	}

	private static byte[] bytes(String text) {
		return RedisKeys.bytes(text);
	}

	/** Hears of clients whose node is dead. */
	@FunctionalInterface
	public interface SweptListener {

		/**
		 * A client was removed.
		 * @param channel where it was
		 * @param client who
		 * @param remaining how many clients are there now
		 */
		void swept(ChannelName channel, ClientInfo client, int remaining);

	}

}
