package dev.realtime.cluster.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderNews;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.TestReports;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.Drainer;
import dev.realtime.drain.MoveOrder;
import dev.realtime.message.NodeId;
import dev.realtime.redis.lease.TestNodes;
import dev.realtime.redis.lease.TestNodes.TestNode;
import dev.realtime.testing.redis.RedisServer;
import dev.realtime.testing.redis.RedisTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From an order on one node to the drain of another, over a real Redis. */
@RedisTest
class RedisOrdersTests {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private static final Drain DRAIN = new Drain(
			new DrainPlan(1000, null, Duration.ZERO, Duration.ZERO, MoveOrder.OLDEST_FIRST, false));

	private final RedisServer server;

	private final TestNodes nodes;

	RedisOrdersTests(RedisServer server) {
		this.server = server;
		this.nodes = new TestNodes(server, Duration.ofSeconds(15));
	}

	@AfterEach
	void end() {
		this.nodes.close();
	}

	@Test
	void orderReachesItsNodeOutlivesAnEmptiedRedisAndIsTakenBackOnlyByAnother() {
		Node one = join(ONE);
		Node two = join(TWO);

		done(one.watch.write(0, NodeOrders.NONE.order(TWO, DRAIN, "anna", 1)));
		await("a drained node").atMost(Duration.ofSeconds(10)).until(() -> two.tick() == DrainPhase.DRAINED);
		NodeOrders ordered = two.watch.known();

		this.server.flush();
		done(two.watch.poll());
		done(one.watch.poll());
		assertThat(two.tick()).isEqualTo(DrainPhase.DRAINED);
		assertThat(done(new RedisOrderBook(one.redis.redis()).read()).orders()).isEqualTo(ordered);

		done(one.watch.write(ordered.revision(), ordered.order(TWO, new Serve(), "anna", 2)));
		await("a node that serves").atMost(Duration.ofSeconds(10)).until(() -> two.tick() == DrainPhase.ACTIVE);
		assertThat(one.tick()).isEqualTo(DrainPhase.ACTIVE);
	}

	@Test
	void reportsCrossRedisAsTheyAre() {
		Node one = join(ONE);
		join(TWO);

		assertThat(done(one.reports.of(Set.of(ONE, TWO))).reports())
			.isEqualTo(Map.of(ONE, TestReports.report(ONE), TWO, TestReports.report(TWO)));
	}

	private Node join(NodeId id) {
		TestNode made = this.nodes.prepare(id);
		RedisNodeBus bus = new RedisNodeBus(made.redis(), new RedisNodeDirectory(made.lease()));
		Node node = new Node(made, bus, id);
		this.nodes.start(made);
		String channel = made.redis().keys().name(made.redis().keys().shardOf(id.incarnation()), "n", id.incarnation());
		await("a bus that listens").until(() -> this.server.command("PUBSUB NUMSUB " + channel).endsWith("\n1"));
		return node;
	}

	private static <T> T done(CompletionStage<T> stage) {
		assertThat(stage.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		return stage.toCompletableFuture().join();
	}

	/** A node that obeys; its clock moves by a second with every tick. */
	private static final class Node {

		private final NodeId id;

		private final TestNode redis;

		private final OrderWatch watch;

		private final BusReports reports;

		private final Drainer drainer = new Drainer(Duration.ZERO);

		private long nanos;

		private int connections = 500;

		Node(TestNode redis, NodeBus bus, NodeId id) {
			this.id = id;
			this.redis = redis;
			this.watch = new OrderWatch(new RedisOrderBook(redis.redis()), new OrderNews(bus), id);
			this.reports = new BusReports(bus, () -> TestReports.report(id));
		}

		DrainPhase tick() {
			this.nanos += 1_000_000_000L;
			this.watch.known()
				.orderFor(this.id)
				.ifPresent((order) -> this.drainer.told(order.number(), order.desired(), this.nanos, 0));
			int closed = this.drainer.tick(this.nanos, this.connections, null).close();
			this.connections -= closed;
			this.drainer.closed(closed, closed, this.nanos);
			return this.drainer.phase();
		}

	}

}
