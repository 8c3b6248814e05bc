package dev.realtime.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainProgress;
import dev.realtime.drain.MoveOrder;
import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;
import dev.realtime.session.Sessions;
import dev.realtime.testing.Balancer;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawResponse;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** Two nodes behind a real balancer that goes by the cookie. */
class StickyNodesTests {

	private static final int CLIENTS = 200;

	private static final DrainPlan PLAN = new DrainPlan(100, null, Duration.ZERO, Duration.ZERO,
			MoveOrder.LOWEST_PRIORITY_FIRST, false);

	private static final String END_AT_ONCE = "realtime.drain.shutdown=0s";

	private static final RedisServer SERVER = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@ParameterizedTest
	@EnumSource
	void clientsComeBackToTheirNodeUntilItIsDrainedAndAreRecognisedElsewhere(Balancer.Kind kind, @TempDir Path folder) {
		assumeThat(kind.isInstalled()).as("%s is not installed", kind).isTrue();
		try (TestNode one = TestNode.start("one", SERVER.uri(), this.cluster, END_AT_ONCE);
				TestNode two = TestNode.start("two", SERVER.uri(), this.cluster, END_AT_ONCE);
				Balancer balancer = Balancer.start(kind, folder, Map.of("one", one.port(), "two", two.port()));
				ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> "long:" + i % 3, (i) -> "")) {
			await().atMost(Duration.ofSeconds(20))
				.until(() -> one.bean(ClusterOverview.class).latest().nodes().size() == 2
						&& two.bean(ClusterOverview.class).latest().nodes().size() == 2);
			for (int i = 0; i < 5; i++) {
				assertThat(knock(balancer, one).header("x-realtime-node")).isEqualTo(mark(one));
				assertThat(knock(balancer, two).header("x-realtime-node")).isEqualTo(mark(two));
			}
			crowd.comingBack();
			crowd.connect(balancer.port());
			await().atMost(Duration.ofSeconds(20)).until(() -> crowd.connected() == CLIENTS);
			long there = two.bean(Sessions.class).stats().active();
			assertThat(there).isBetween(1L, CLIENTS - 1L);

			NodeDrain drain = two.bean(NodeDrain.class);
			drain.told(System.currentTimeMillis(), new DrainOrder.Drain(PLAN));

			await().atMost(Duration.ofSeconds(30)).until(() -> drain.state().phase() == DrainPhase.DRAINED);
			await().atMost(Duration.ofSeconds(20)).until(() -> crowd.connected() == CLIENTS);
			assertThat(crowd.refusals()).isEmpty();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(drain.state().progress()).returns(0, DrainProgress::left)
					.returns(drain.state().progress().moved(), DrainProgress::recoveredExactly));
			assertThat(drain.state().progress().moved()).isGreaterThanOrEqualTo(there);
			RawResponse passedOn = knock(balancer, two);
			assertThat(passedOn.status()).isEqualTo(101);
			assertThat(passedOn.header("x-realtime-node")).isEqualTo(mark(one));
			assertThat(passedOn.header("set-cookie")).startsWith("RealtimeNode=" + mark(one));
		}
	}

	/** As a client that was on a node. */
	private static RawResponse knock(Balancer balancer, TestNode before) {
		return RawHandshake.to(balancer.port()).header("Cookie", "RealtimeNode=" + mark(before)).ask();
	}

	private static String mark(TestNode node) {
		return NodeMark.of(node.bean(NodeId.class));
	}

}
