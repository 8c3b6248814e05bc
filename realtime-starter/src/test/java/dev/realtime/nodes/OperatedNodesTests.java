package dev.realtime.nodes;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.TcpProxy;
import dev.realtime.testing.redis.RedisServer;

import static dev.realtime.nodes.OperatedCluster.ANNA;
import static dev.realtime.nodes.OperatedCluster.CHANNELS;
import static dev.realtime.nodes.OperatedCluster.PATIENCE;
import static dev.realtime.nodes.OperatedCluster.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an operator orders of three nodes behind HAProxy, while clients are connected that
 * come back as the published SDKs do, and ten publications a second reach each of them.
 * In full: {@code -Drealtime.test.operated.clients=3000}.
 */
class OperatedNodesTests {

	private static final Logger logger = LoggerFactory.getLogger(OperatedNodesTests.class);

	private static final int CLIENTS = Integer.getInteger("realtime.test.operated.clients", 600);

	private static final int RATE = CLIENTS / 6;

	private static final Duration BALANCER_WAIT = Duration.ofSeconds(4);

	private final RedisServer server = RedisServer.started();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void drainedNodesClientsAreElsewhereAndItServesAgainWhenToldTo() {
		try (OperatedCluster cluster = OperatedCluster.on(this.server.uri());
				ClientCrowd crowd = crowd(cluster);
				SteadyPublishing publishing = publishing(cluster)) {
			int had = cluster.connections("c");
			publishing.start();

			long start = System.nanoTime();
			done(cluster.operator().drain(Set.of(cluster.id("c")), plan(false), ANNA));
			cluster.awaitPhase("c", DrainPhase.DRAINED);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			await().atMost(PATIENCE).until(() -> crowd.connected() == CLIENTS);
			assertThat(cluster.readiness("c")).isEqualTo(503);
			assertThat(cluster.connections("c")).isZero();
			assertThat(cluster.connections("a") + cluster.connections("b")).isEqualTo(CLIENTS);
			assertThat(took).isGreaterThan(BALANCER_WAIT);
			cluster.awaitEnd(Outcome.FINISHED);
			done(cluster.operator().resume(Set.of(cluster.id("c")), ANNA));
			cluster.awaitPhase("c", DrainPhase.ACTIVE);
			assertThat(cluster.readiness("c")).isEqualTo(200);

			assertNothingLost(crowd, publishing,
					"drain of " + had + " at " + RATE + "/s in " + took.toMillis() + " ms");
			assertThat(crowd.lost()).isEqualTo(had);
		}
	}

	@Test
	void orderReachesANodeThatCouldNotBeReachedWhenItWasGiven() {
		try (TcpProxy redis = TcpProxy.to(this.server.port());
				OperatedCluster cluster = OperatedCluster.on(this.server.uri(), redis);
				ClientCrowd crowd = crowd(cluster);
				SteadyPublishing publishing = publishing(cluster)) {
			publishing.start();

			redis.stall();
			done(cluster.operator().drain(Set.of(cluster.id("c")), plan(false), ANNA));
			long start = System.nanoTime();
			await().atMost(PATIENCE).until(() -> System.nanoTime() - start >= Duration.ofSeconds(5).toNanos());
			assertThat(cluster.state("c").phase()).isEqualTo(DrainPhase.ACTIVE);
			redis.flow();
			cluster.awaitPhase("c", DrainPhase.DRAINED);
			await().atMost(PATIENCE).until(() -> crowd.connected() == CLIENTS);
			cluster.awaitEnd(Outcome.FINISHED);

			assertNothingLost(crowd, publishing, "drain ordered 5 s before the node could be reached");
			assertThat(cluster.connections("a") + cluster.connections("b")).isEqualTo(CLIENTS);
		}
	}

	@Test
	void drainForWhichTheOthersHaveNoRoomIsRefusedUnlessForcedAndCancelledLeavesACluster() {
		int places = CLIENTS * 54 / 100;
		try (OperatedCluster cluster = OperatedCluster.on(this.server.uri(),
				"realtime.limits.max-connections=" + places, "realtime.overload.occupancy.refuse=1");
				ClientCrowd crowd = crowd(cluster);
				SteadyPublishing publishing = publishing(cluster)) {
			publishing.start();

			assertThat(
					cluster.operator().drain(Set.of(cluster.id("c")), plan(false), ANNA).toCompletableFuture().join())
				.isInstanceOfSatisfying(Refused.class, (refused) -> {
					assertThat(refused.reason()).isEqualTo(Reason.NO_ROOM);
					assertThat(refused.words())
						.isEqualTo("the others would be at 93 %, the limit is 90 %: drain fewer, add a node, or force");
				});
			assertThat(cluster.state("c").phase()).isEqualTo(DrainPhase.ACTIVE);

			int had = cluster.connections("c");
			done(cluster.operator().drain(Set.of(cluster.id("c")), plan(true), ANNA));
			await().atMost(PATIENCE).until(() -> cluster.connections("c") < had / 2);
			done(cluster.operator().cancel(ANNA));
			cluster.awaitPhase("c", DrainPhase.ACTIVE);
			cluster.awaitEnd(Outcome.CANCELLED);
			await().atMost(PATIENCE).until(() -> crowd.connected() == CLIENTS);

			int left = cluster.connections("c");
			assertThat(left).as("what it still had, and who came back to it").isPositive();
			assertThat(cluster.connections("a") + cluster.connections("b") + left).isEqualTo(CLIENTS);
			assertThat(cluster.readiness("c")).isEqualTo(200);
			assertNothingLost(crowd, publishing, "forced drain of " + had + " cancelled, " + left + " are there");
		}
	}

	/** Four times as many on one node as on each of the others. */
	@Test
	void balancedNodesAreWithinFivePercentAndNotManyMoreWereClosedThanNeeded() {
		try (OperatedCluster cluster = OperatedCluster.on(this.server.uri());
				ClientCrowd even = new ClientCrowd(CLIENTS / 2, (i) -> CHANNELS.get(i % 3), (i) -> "");
				ClientCrowd uneven = new ClientCrowd(CLIENTS / 2, (i) -> CHANNELS.get(i % 3), (i) -> "");
				SteadyPublishing publishing = publishing(cluster)) {
			connect(even, cluster);
			cluster.balancer().command("set server nodes/b state drain", "set server nodes/c state drain");
			connect(uneven, cluster);
			cluster.balancer().command("set server nodes/b state ready", "set server nodes/c state ready");
			assertThat(cluster.connections("a")).isEqualTo(CLIENTS * 2 / 3);
			cluster.awaitHeard();
			publishing.start();

			done(cluster.operator().rebalance(plan(false), ANNA));
			cluster.awaitEnd(Outcome.FINISHED);
			await().atMost(PATIENCE).until(() -> even.connected() + uneven.connected() == CLIENTS);

			int closed = even.lost() + uneven.lost();
			logger.info("balanced {}, {}, {} with {} closings, {} were needed", cluster.connections("a"),
					cluster.connections("b"), cluster.connections("c"), closed, CLIENTS / 3);
			for (String name : Set.of("a", "b", "c")) {
				assertThat(cluster.connections(name)).isBetween(CLIENTS / 3 * 95 / 100, CLIENTS / 3 * 105 / 100 + 1);
			}
			assertThat(closed).isLessThanOrEqualTo(CLIENTS / 3 * 12 / 10);
			long published = publishing.stop();
			assertComplete(even, published);
			assertComplete(uneven, published);
		}
	}

	private static void assertNothingLost(ClientCrowd crowd, SteadyPublishing publishing, String what) {
		long published = publishing.stop();
		assertComplete(crowd, published);
		logger.info("{}: {} publications to each of {} clients, which were closed {} times and turned away {} times",
				what, published, CLIENTS, crowd.lost(), crowd.turnedAway());
	}

	private static void assertComplete(ClientCrowd crowd, long published) {
		int clients = crowd.connected();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(crowd.received() + crowd.missing()).isEqualTo(published * clients));
		assertThat(crowd.missing()).as(() -> "lost: " + crowd.gaps()).isZero();
		assertThat(crowd.repeated()).as(() -> "repeated: " + crowd.gaps()).isZero();
		assertThat(crowd.unrecovered()).isZero();
		assertThat(crowd.refusals()).isEmpty();
	}

	private static DrainPlan plan(boolean forced) {
		return new DrainPlan(RATE, null, BALANCER_WAIT, Duration.ZERO, MoveOrder.LOWEST_PRIORITY_FIRST, forced);
	}

	private static ClientCrowd crowd(OperatedCluster cluster) {
		ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> CHANNELS.get(i % 3), (i) -> "");
		connect(crowd, cluster);
		cluster.awaitHeard();
		return crowd;
	}

	private static void connect(ClientCrowd crowd, OperatedCluster cluster) {
		crowd.reconnecting();
		crowd.connect(cluster.balancer().port(), Math.max(100, CLIENTS / 5));
		await().atMost(PATIENCE).until(() -> crowd.connected() == crowd.size());
	}

	private static SteadyPublishing publishing(OperatedCluster cluster) {
		return new SteadyPublishing(cluster.node("a").publisher(), CHANNELS);
	}

}
