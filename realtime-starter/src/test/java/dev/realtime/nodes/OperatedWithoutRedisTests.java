package dev.realtime.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainProgress;
import dev.realtime.drain.MoveOrder;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.redis.RedisServer;

import static dev.realtime.nodes.OperatedCluster.ANNA;
import static dev.realtime.nodes.OperatedCluster.CHANNELS;
import static dev.realtime.nodes.OperatedCluster.PATIENCE;
import static dev.realtime.nodes.OperatedCluster.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Redis dies in the middle of an operation and comes back empty: what was ordered is done
 * to its end, and nobody serves again who was told not to.
 */
class OperatedWithoutRedisTests {

	private static final int CLIENTS = 300;

	private static final DrainPlan PLAN = new DrainPlan(20, null, Duration.ZERO, Duration.ZERO,
			MoveOrder.LOWEST_PRIORITY_FIRST, false);

	private final RedisServer server = RedisServer.started();

	private final OperatedCluster cluster = OperatedCluster.on(this.server.uri());

	private final ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> CHANNELS.get(i % 3), (i) -> "");

	@BeforeEach
	void connect() {
		this.crowd.reconnecting();
	}

	@AfterEach
	void stop() {
		this.crowd.close();
		this.cluster.close();
		this.server.close();
	}

	@Test
	void drainWaitsForRedisAndComesToItsEndWithAnEmptyOne() {
		connectAll();
		int had = this.cluster.connections("c");
		done(this.cluster.operator().drain(Set.of(this.cluster.id("c")), PLAN, ANNA));
		await().atMost(PATIENCE).until(() -> this.cluster.connections("c") < had * 4 / 5);

		this.server.kill();
		awaitPause("c");
		int left = this.cluster.connections("c");
		this.server.startEmpty();

		this.cluster.awaitPhase("c", DrainPhase.DRAINED);
		assertThat(left).as("nobody is sent away who could not come back").isPositive();
		this.cluster.awaitEnd(Outcome.FINISHED);
		assertStillOrdered();
		assertEverybodyHears();

		this.server.flush();
		await().atMost(PATIENCE).until(() -> this.server.command("KEYS *").contains("orders"));
		assertStillOrdered();
		assertThat(this.cluster.readiness("c")).isEqualTo(503);
	}

	@Test
	void balancingWaitsForRedisAndComesToItsEndWithAnEmptyOne() {
		this.cluster.balancer().command("set server nodes/b state drain", "set server nodes/c state drain");
		connectAll();
		this.cluster.balancer().command("set server nodes/b state ready", "set server nodes/c state ready");
		done(this.cluster.operator().rebalance(PLAN, ANNA));
		await().atMost(PATIENCE).until(() -> this.cluster.connections("a") < CLIENTS * 4 / 5);

		this.server.kill();
		awaitPause("a");
		this.server.startEmpty();

		this.cluster.awaitEnd(Outcome.FINISHED);
		for (String name : List.of("a", "b", "c")) {
			this.cluster.awaitPhase(name, DrainPhase.ACTIVE);
		}
		assertEverybodyHears();
		assertThat(this.cluster.connections("a")).as("its share, and few more").isBetween(90, 130);
	}

	private void connectAll() {
		this.crowd.connect(this.cluster.balancer().port(), CLIENTS);
		await().atMost(PATIENCE).until(() -> this.crowd.connected() == CLIENTS);
		this.cluster.awaitHeard();
	}

	private void awaitPause(String name) {
		await().atMost(PATIENCE).until(() -> {
			DrainProgress progress = this.cluster.state(name).progress();
			return progress != null && progress.paused() != null && progress.paused().contains("Redis");
		});
	}

	private void assertStillOrdered() {
		assertThat(this.cluster.state("c").phase()).isEqualTo(DrainPhase.DRAINED);
		assertThat(this.cluster.state("a").phase()).isEqualTo(DrainPhase.ACTIVE);
		assertThat(this.cluster.state("b").phase()).isEqualTo(DrainPhase.ACTIVE);
		assertThat(this.cluster.operator().known().orderFor(this.cluster.id("c")).orElseThrow().desired())
			.isEqualTo(new Drain(PLAN));
	}

	private void assertEverybodyHears() {
		await().atMost(PATIENCE).until(() -> this.crowd.connected() == CLIENTS);
		long before = this.crowd.received();
		for (int i = 0; i < 10; i++) {
			for (String channel : CHANNELS) {
				this.cluster.node("b").publisher().publish(channel, i).toCompletableFuture().join();
			}
		}
		await().atMost(PATIENCE).until(() -> this.crowd.received() == before + 10L * CLIENTS);
		assertThat(this.crowd.missing()).as(() -> "lost: " + this.crowd.gaps()).isZero();
	}

}
