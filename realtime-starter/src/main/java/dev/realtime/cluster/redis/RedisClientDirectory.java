package dev.realtime.cluster.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.Registration;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisKeys;
import dev.realtime.redis.Script;
import dev.realtime.redis.lease.LeaseOwner;
import dev.realtime.redis.lease.NodeLease;
import dev.realtime.redis.lease.OwnerIndex;

/**
 * A node's directory of clients in Redis: a hash per user, owned by leases.
 */
public final class RedisClientDirectory implements ClientDirectory {

	/** What the contract promises. */
	private static final long DEADLINE_MILLIS = 1000;

	private static final Script REGISTER = Script.beside(RedisClientDirectory.class, "register.lua");

	private static final Script UNREGISTER = Script.beside(RedisClientDirectory.class, "unregister.lua");

	/** Since when, generation, name of the node. */
	private static final Pattern KNOWN = Pattern.compile("(\\d+) \\d+ (.+)", Pattern.DOTALL);

	private final Redis redis;

	private final NodeLease lease;

	private final OwnerIndex index;

	private final InOrder<ClientId> calls = new InOrder<>();

	/**
	 * Makes the directory of a node.
	 * @param redis where registrations are kept
	 * @param lease owns what this node registers
	 */
	public RedisClientDirectory(Redis redis, NodeLease lease) {
		this.redis = redis;
		this.lease = lease;
		this.index = new OwnerIndex(redis, "u");
		lease.sweeper((dead) -> this.index.sweep(dead, this::sweep));
	}

	@Override
	public void whenLost(Runnable listener) {
		this.lease.whenLost(listener);
	}

	@Override
	public int restoresPerSecond() {
		return this.lease.restoresPerSecond();
	}

	@Override
	public CompletionStage<List<Registration>> register(UserId user, ClientId client) {
		return register(named(user), client, "");
	}

	@Override
	public CompletionStage<Void> restore(UserId user, Registration registration) {
		if (!registration.node().equals(this.lease.node())) {
			throw new IllegalArgumentException("Client " + registration.client() + " belongs to node "
					+ registration.node() + "; only that node registers it, this is " + this.lease.node());
		}
		return register(named(user), registration.client(), Long.toString(registration.sinceMillis()))
			.thenAccept((all) -> {
			});
	}

	private CompletionStage<List<Registration>> register(UserId user, ClientId client, String since) {
		int shard = shard(user);
		return inTime(client,
				() -> this.lease.held()
					.thenCompose((owner) -> this.redis.eval(this.redis.keys().slotOf(shard), Repeat.SAFE, REGISTER,
							keys(shard, user, owner), bytes(field(owner.node(), client)),
							bytes(owner.generation() + " " + owner.node().name()),
							OwnerIndex.entry(user.value(), client.value()), bytes(since)))
					.thenApply(RedisClientDirectory::registrations));
	}

	@Override
	public CompletionStage<Void> unregister(UserId user, ClientId client) {
		return inTime(client,
				() -> this.lease.held().thenCompose((owner) -> remove(named(user), owner, owner.node(), client, "")));
	}

	/** What the owner has noted stays until the owner has ended; it does no harm. */
	@Override
	public CompletionStage<Void> remove(UserId user, Registration registration) {
		return inTime(registration.client(), () -> this.lease.held()
			.thenCompose((owner) -> remove(named(user), owner, registration.node(), registration.client(), "")));
	}

	@Override
	public CompletionStage<List<Registration>> find(UserId user) {
		int shard = shard(named(user));
		return this.redis
			.call(this.redis.keys().slotOf(shard), Repeat.SAFE, (commands) -> commands.hgetall(clients(shard, user)))
			.thenApply((found) -> {
				List<Registration> all = new ArrayList<>(found.size());
				found.forEach((field, value) -> add(all, field, value));
				return sorted(all);
			})
			.toCompletableFuture()
			.orTimeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private <T> CompletionStage<T> inTime(ClientId client, Supplier<CompletionStage<T>> call) {
		return this.calls.call(client, call)
			.toCompletableFuture()
			.copy()
			.orTimeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private CompletionStage<Void> sweep(LeaseOwner dead, int shard, String user, String client) {
		return remove(UserId.of(user), dead, dead.node(), new ClientId(client), Integer.toString(dead.generation()));
	}

	private CompletionStage<Void> remove(UserId user, LeaseOwner owner, NodeId node, ClientId client,
			String generation) {
		int shard = shard(user);
		return this.redis
			.eval(this.redis.keys().slotOf(shard), Repeat.SAFE, UNREGISTER, keys(shard, user, owner),
					bytes(field(node, client)), bytes(generation), OwnerIndex.entry(user.value(), client.value()))
			.thenAccept((answer) -> {
			});
	}

	private static List<Registration> registrations(List<@Nullable Object> answer) {
		List<Registration> all = new ArrayList<>(answer.size() / 2);
		for (int i = 0; i + 1 < answer.size(); i += 2) {
			if (answer.get(i) instanceof byte[] field && answer.get(i + 1) instanceof byte[] value) {
				add(all, new String(field, StandardCharsets.UTF_8), value);
			}
		}
		return sorted(all);
	}

	private static List<Registration> sorted(List<Registration> all) {
		all.sort(Registration.OLDEST_FIRST);
		return List.copyOf(all);
	}

	/** What another version has written is left to it. */
	private static void add(List<Registration> all, String field, byte[] value) {
		int slash = field.indexOf('/');
		Matcher known = KNOWN.matcher(new String(value, StandardCharsets.UTF_8));
		if (slash > 0 && slash < field.length() - 1 && known.matches()) {
			all.add(new Registration(new ClientId(field.substring(slash + 1)),
					new NodeId(known.group(2), field.substring(0, slash)), Long.parseLong(known.group(1))));
		}
	}

	private static String field(NodeId node, ClientId client) {
		return node.incarnation() + "/" + client.value();
	}

	private int shard(UserId user) {
		return this.redis.keys().shardOf(user.value());
	}

	private String[] keys(int shard, UserId user, LeaseOwner owner) {
		return new String[] { clients(shard, user), this.index.key(shard, owner) };
	}

	private String clients(int shard, UserId user) {
		return this.redis.keys().name(shard, "u", user.value());
	}

	private static UserId named(UserId user) {
		if (user.isAnonymous()) {
			throw new IllegalArgumentException("Anonymous clients are not registered: they share no user");
		}
		return user;
	}

	private static byte[] bytes(String text) {
		return RedisKeys.bytes(text);
	}

}
