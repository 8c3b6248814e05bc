package dev.realtime.cluster.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeBusContract;
import dev.realtime.message.NodeId;
import dev.realtime.redis.lease.TestNodes;
import dev.realtime.redis.lease.TestNodes.TestNode;
import dev.realtime.testing.redis.RedisServer;

import static org.awaitility.Awaitility.await;

/** The contract of every bus, kept over Redis. */
class RedisNodeBusTests extends NodeBusContract {

	private static final RedisServer SERVER = RedisServer.started();

	private final TestNodes nodes = new TestNodes(SERVER, Duration.ofSeconds(15));

	private final Map<NodeId, TestNode> joined = new HashMap<>();

	@AfterEach
	void end() {
		this.nodes.close();
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Override
	protected NodeBus bus(NodeId node) {
		TestNode made = this.nodes.prepare(node);
		RedisNodeBus bus = new RedisNodeBus(made.redis(), new RedisNodeDirectory(made.lease()));
		this.nodes.start(made);
		this.joined.put(node, made);
		String channel = made.redis()
			.keys()
			.name(made.redis().keys().shardOf(node.incarnation()), "n", node.incarnation());
		await("a bus that listens").until(() -> SERVER.command("PUBSUB NUMSUB " + channel).endsWith("\n1"));
		return bus;
	}

	@Override
	protected void leave(NodeId node) {
		this.nodes.leave(Objects.requireNonNull(this.joined.get(node)));
		await("nodes that know that it is gone").until(() -> this.joined.values()
			.stream()
			.filter((each) -> !each.lease().node().equals(node))
			.noneMatch((each) -> each.lease().alive().contains(node)));
	}

}
