package dev.realtime.redis;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.realtime.redis.RedisErrors.Redirect;

/** One master for everything: a server alone, or whichever Sentinel names. */
final class SingleTopology implements Topology {

	private final RedisLink link;

	SingleTopology(RedisLink link) {
		this.link = link;
	}

	@Override
	public void start() {
		this.link.connect();
	}

	@Override
	public RedisLink link(int slot) {
		return this.link;
	}

	@Override
	public Collection<RedisLink> links() {
		return List.of(this.link);
	}

	@Override
	public RedisLink redirected(Redirect redirect, RedisLink from) {
		throw new IllegalStateException("Redis at " + from.name() + " is part of a Redis Cluster and has slot "
				+ redirect.slot() + " at " + redirect.host() + ":" + redirect.port()
				+ ": name the cluster's nodes in spring.data.redis.cluster.nodes");
	}

	@Override
	public void suspect() {
		// There is nowhere else to look; the connection resolves its master again.
	}

	@Override
	public CompletableFuture<Void> close() {
		return this.link.close();
	}

}
