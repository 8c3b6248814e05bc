package dev.realtime.cluster.memory;

import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.Registration;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;

/**
 * A node's directory of clients in the memory of its process. All stages are complete
 * when they are returned.
 */
public final class MemoryClientDirectory implements ClientDirectory {

	private final MemoryCluster cluster;

	private final NodeId self;

	/**
	 * Makes the directory of a node.
	 * @param cluster what the nodes share
	 * @param self this node
	 */
	public MemoryClientDirectory(MemoryCluster cluster, NodeId self) {
		this.cluster = cluster;
		this.self = self;
	}

	@Override
	public void whenLost(Runnable listener) {
		this.cluster.whenLost(listener);
	}

	@Override
	public CompletionStage<List<Registration>> register(UserId user, ClientId client) {
		return CompletableFuture.completedFuture(this.cluster.change(named(user), (there) -> {
			if (there.stream().noneMatch((other) -> isOwn(other, client))) {
				there.add(new Registration(client, this.self, later(there)));
			}
		}));
	}

	@Override
	public CompletionStage<Void> restore(UserId user, Registration registration) {
		if (!registration.node().equals(this.self)) {
			throw new IllegalArgumentException("Client " + registration.client() + " belongs to node "
					+ registration.node() + "; only that node registers it, this is " + this.self);
		}
		this.cluster.change(named(user), (there) -> {
			if (there.stream().noneMatch((other) -> isOwn(other, registration.client()))) {
				there.add(registration);
			}
		});
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> unregister(UserId user, ClientId client) {
		this.cluster.change(named(user), (there) -> there.removeIf((other) -> isOwn(other, client)));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> remove(UserId user, Registration registration) {
		this.cluster.change(named(user), (there) -> there.removeIf((other) -> isSame(other, registration)));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<List<Registration>> find(UserId user) {
		return CompletableFuture.completedFuture(this.cluster.find(named(user)));
	}

	/** A time behind all that are there, even if the clock went backwards. */
	private long later(NavigableSet<Registration> there) {
		long now = this.cluster.clockMillis();
		return there.isEmpty() ? now : Math.max(now, there.last().sinceMillis() + 1);
	}

	private boolean isOwn(Registration registration, ClientId client) {
		return registration.client().equals(client) && registration.node().equals(this.self);
	}

	private static boolean isSame(Registration one, Registration other) {
		return one.client().equals(other.client()) && one.node().equals(other.node());
	}

	private static UserId named(UserId user) {
		if (user.isAnonymous()) {
			throw new IllegalArgumentException("Anonymous clients are not registered: they share no user");
		}
		return user;
	}

}
