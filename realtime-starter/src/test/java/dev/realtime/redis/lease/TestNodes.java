package dev.realtime.redis.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.realtime.message.NodeId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The nodes of one test, each with connections of its own to one Redis, in a cluster of
 * which nobody else knows.
 */
public final class TestNodes implements AutoCloseable {

	private final RedisServer server;

	private final Duration leaseTime;

	private final RedisSettings settings;

	private final List<TestNode> nodes = new ArrayList<>();

	/**
	 * Makes a cluster without nodes.
	 * @param server its Redis
	 * @param leaseTime how long a lease lasts
	 */
	public TestNodes(RedisServer server, Duration leaseTime) {
		this.server = server;
		this.leaseTime = leaseTime;
		this.settings = new RedisSettings(UUID.randomUUID().toString(), 8, Duration.ofSeconds(2),
				Duration.ofSeconds(1));
	}

	/**
	 * Starts a node, and waits until all know of each other.
	 * @param id the node
	 * @return the node, its lease held
	 */
	public TestNode join(NodeId id) {
		TestNode node = prepare(id);
		start(node);
		return node;
	}

	/**
	 * Makes a node that is not alive yet.
	 * @param id the node
	 * @return the node, without a lease
	 */
	public TestNode prepare(NodeId id) {
		Redis redis = new Redis(RedisAddress.of(this.server.uri()), this.settings);
		redis.start();
		return new TestNode(redis, new NodeLease(redis, id, this.leaseTime));
	}

	/**
	 * Takes the lease of a node that was prepared.
	 * @param node the node
	 */
	public void start(TestNode node) {
		node.lease().start();
		this.nodes.add(node);
		assertThat(node.lease().held().toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		await("nodes that know each other").untilAsserted(() -> assertThat(this.nodes)
			.allSatisfy((each) -> assertThat(each.lease().alive()).contains(node.lease().node())));
	}

	/**
	 * Ends a node without a word: its connections are closed, its lease ends by itself.
	 * @param node which
	 */
	public void kill(TestNode node) {
		this.nodes.remove(node);
		node.redis().close();
	}

	/**
	 * Ends a node in an orderly way.
	 * @param node which
	 */
	public void leave(TestNode node) {
		this.nodes.remove(node);
		node.lease().close();
		node.redis().close();
	}

	/**
	 * Takes the lease of a node that is alive, as another does if that stood still for
	 * longer than it lasts.
	 * @param node which
	 */
	public void believeDead(TestNode node) {
		String owner = node.lease().held().toCompletableFuture().join().text();
		this.server.command("ZREM " + node.redis().keys().control("leases") + " " + owner);
		this.server.command("ZADD " + node.redis().keys().control("dead") + " 0 " + owner);
	}

	@Override
	public void close() {
		List.copyOf(this.nodes).forEach(this::kill);
	}

	/**
	 * A node.
	 *
	 * @param redis its connections
	 * @param lease its lease
	 */
	public record TestNode(Redis redis, NodeLease lease) {

	}

}
