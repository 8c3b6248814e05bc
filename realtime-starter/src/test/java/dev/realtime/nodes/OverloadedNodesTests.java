package dev.realtime.nodes;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.message.NodeId;
import dev.realtime.overload.Tier;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which nodes balancers are told to spare. */
class OverloadedNodesTests {

	private static final RedisServer SERVER = RedisServer.started();

	private static final Duration FEW_LOOKS = Duration.ofSeconds(10);

	private final String cluster = UUID.randomUUID().toString();

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	void overloadedNodeIsSparedWhileTheOtherHasRoomAndNotIfBothAreOverloaded() {
		try (TestNode one = start("one"); TestNode two = start("two")) {
			await().atMost(FEW_LOOKS).until(() -> overview(one) == 2 && overview(two) == 2);

			tier(one, Tier.REJECT);
			await().atMost(FEW_LOOKS).until(() -> !isReady(one));
			assertThat(isReady(two)).isTrue();
			assertThat(RawHandshake.to(one.port()).ask().status()).isEqualTo(503);

			tier(two, Tier.REJECT);
			await().atMost(FEW_LOOKS).until(() -> isReady(one));
			await().during(Duration.ofSeconds(3)).atMost(FEW_LOOKS).until(() -> isReady(one) && isReady(two));

			tier(two, Tier.NORMAL);
			await().atMost(FEW_LOOKS).until(() -> !isReady(one));
			tier(one, Tier.NORMAL);
			await().atMost(FEW_LOOKS).until(() -> isReady(one));
		}
	}

	@Test
	void nodeThatIsAloneStaysReadyUnlessItIsDrained() {
		try (TestNode one = start("one")) {
			await().atMost(FEW_LOOKS).until(() -> overview(one) == 1);
			tier(one, Tier.REJECT);
			await().until(() -> RawHandshake.to(one.port()).ask().status() == 503);

			await().during(Duration.ofSeconds(3)).atMost(FEW_LOOKS).until(() -> isReady(one));

			one.bean(NodeDrain.class).told(System.currentTimeMillis(), new DrainOrder.Cordon());
			await().atMost(FEW_LOOKS).until(() -> !isReady(one));
		}
	}

	/** Spring Boot says that it is ready after the node has heard that it is not. */
	@Test
	void nodeThatStartsUnderACordonedNameIsNeverReady() {
		try (TestNode one = start("one")) {
			OrderWatch watch = one.bean(OrderWatch.class);
			await().atMost(FEW_LOOKS).until(() -> watch.known().revision() > 0 || overview(one) == 1);
			NodeOrders known = watch.known();
			assertThat(watch
				.write(known.revision(),
						known.orderName("two", new DrainOrder.Cordon(), "anna", System.currentTimeMillis()))
				.toCompletableFuture()
				.join()
				.written()).isTrue();
			try (TestNode two = start("two")) {
				await().atMost(FEW_LOOKS).until(() -> two.bean(NodeDrain.class).state().phase() == DrainPhase.CORDONED);

				await().atMost(FEW_LOOKS).until(() -> !isReady(two));
				assertThat(two.bean(NodeId.class).name()).isEqualTo("two");
				assertThat(isReady(one)).isTrue();
			}
		}
	}

	private TestNode start(String name) {
		return TestNode.start(name, SERVER.uri(), this.cluster, "realtime.overload.hold=1s");
	}

	private static int overview(TestNode node) {
		return node.bean(ClusterOverview.class).latest().nodes().size();
	}

	private static boolean isReady(TestNode node) {
		return node.bean(ApplicationAvailability.class).getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
	}

	private static void tier(TestNode node, Tier tier) {
		node.bean(OverloadControl.class).override(tier, "a test", Duration.ofMinutes(5)).toCompletableFuture().join();
	}

}
