package dev.realtime.nodes;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.HaProxy;
import dev.realtime.testing.HaProxy.Affinity;
import dev.realtime.testing.Nginx;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawResponse;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three nodes behind real balancers that go by the cookie, with the configurations of
 * {@code docs/deployment}.
 */
class StickyNodesTests {

	private static final int CLIENTS = 200;

	private static final List<String> NAMES = List.of("a", "b", "c");

	private static final DrainPlan PLAN = new DrainPlan(100, null, Duration.ZERO, Duration.ZERO,
			MoveOrder.LOWEST_PRIORITY_FIRST, false);

	private static final RedisServer SERVER = RedisServer.started();

	private final Map<String, TestNode> nodes = new LinkedHashMap<>();

	@BeforeEach
	void start() {
		String cluster = UUID.randomUUID().toString();
		NAMES.forEach((name) -> this.nodes.put(name,
				TestNode.start(name, SERVER.uri(), cluster, "realtime.drain.shutdown=0s")));
		this.nodes.values()
			.forEach((node) -> await().atMost(Duration.ofSeconds(20))
				.until(() -> node.bean(ClusterOverview.class).latest().nodes().size() == NAMES.size()));
	}

	@AfterEach
	void stop() {
		this.nodes.values().forEach(TestNode::close);
	}

	@AfterAll
	static void stopRedis() {
		SERVER.close();
	}

	@Test
	void behindHaProxyClientsComeBackUntilTheirNodeIsDrainedAndAreRecognisedElsewhere() {
		Map<String, Integer> ports = new LinkedHashMap<>();
		this.nodes.forEach((name, node) -> ports.put(name, node.port()));
		try (HaProxy balancer = HaProxy.before(Affinity.NODE_COOKIE, ports)) {
			clientsComeBackUntilTheirNodeIsDrainedAndAreRecognisedElsewhere(balancer.port());
		}
	}

	@Test
	void behindNginxClientsComeBackUntilTheirNodeIsDrainedAndAreRecognisedElsewhere() {
		try (Nginx balancer = Nginx.sticky(node("a").port(), node("b").port(), node("c").port())) {
			clientsComeBackUntilTheirNodeIsDrainedAndAreRecognisedElsewhere(balancer.port());
		}
	}

	private void clientsComeBackUntilTheirNodeIsDrainedAndAreRecognisedElsewhere(int balancer) {
		try (ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> "long:" + i % 3, (i) -> "")) {
			for (int i = 0; i < 5; i++) {
				NAMES.forEach((name) -> assertThat(knock(balancer, node(name)).header("x-realtime-node"))
					.isEqualTo(mark(node(name))));
			}
			crowd.comingBack();
			crowd.connect(balancer);
			await().atMost(Duration.ofSeconds(20)).until(() -> crowd.connected() == CLIENTS);
			long there = node("b").bean(Sessions.class).stats().active();
			assertThat(there).isBetween(1L, CLIENTS - 1L);

			NodeDrain drain = node("b").bean(NodeDrain.class);
			drain.told(System.currentTimeMillis(), new DrainOrder.Drain(PLAN));

			await().atMost(Duration.ofSeconds(30)).until(() -> drain.state().phase() == DrainPhase.DRAINED);
			await().atMost(Duration.ofSeconds(20)).until(() -> crowd.connected() == CLIENTS);
			assertThat(crowd.refusals()).isEmpty();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(drain.state().progress()).returns(0, DrainProgress::left)
					.returns(drain.state().progress().moved(), DrainProgress::recoveredExactly));
			assertThat(drain.state().progress().moved()).isGreaterThanOrEqualTo(there);
			assertPassedOn(knock(balancer, node("b")));
		}
	}

	/** To another node, whose cookie takes the place of the one that was sent. */
	private void assertPassedOn(RawResponse answer) {
		assertThat(answer.status()).isEqualTo(101);
		List<String> others = List.of(mark(node("a")), mark(node("c")));
		assertThat(others).contains(answer.header("x-realtime-node"));
		assertThat(answer.header("set-cookie")).startsWith("RealtimeNode=" + answer.header("x-realtime-node"));
	}

	/** As a client that was on a node. */
	private static RawResponse knock(int balancer, TestNode before) {
		return RawHandshake.to(balancer).header("Cookie", "RealtimeNode=" + mark(before)).ask();
	}

	private TestNode node(String name) {
		return this.nodes.get(name);
	}

	private static String mark(TestNode node) {
		return NodeMark.of(node.bean(NodeId.class));
	}

}
