package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.realtime.admission.Door;
import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainOrder;
import dev.realtime.protocol.CloseReason;
import dev.realtime.session.Sessions;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.HaProxy;
import dev.realtime.testing.HaProxy.Affinity;
import dev.realtime.testing.HaProxy.Backend;
import dev.realtime.testing.Nginx;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawResponse;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three nodes behind real balancers, with the configurations of {@code docs/deployment}.
 */
class BalancedNodesTests {

	private static final int CLIENTS = 30;

	private static final String CLUSTER = UUID.randomUUID().toString();

	private static final Map<String, TestNode> NODES = nodes();

	private final List<RawWebSocket> clients = new ArrayList<>();

	private static Map<String, TestNode> nodes() {
		Map<String, TestNode> nodes = new LinkedHashMap<>();
		for (String name : List.of("a", "b", "c")) {
			nodes.put(name, TestNode.start(name, "redis://127.0.0.1:1", CLUSTER, "realtime.broker=memory"));
		}
		return nodes;
	}

	@AfterEach
	void endClients() {
		this.clients.forEach(RawWebSocket::close);
		NODES.values().forEach((node) -> {
			node.bean(Door.class).refuse(false);
			await().until(() -> connections(node) == 0);
		});
	}

	@AfterAll
	static void stop() {
		NODES.values().forEach(TestNode::close);
	}

	@Test
	void haProxySpreadsConnectionsThatLast() {
		try (HaProxy balancer = haProxy(Affinity.OWN_COOKIE)) {
			open(balancer.port(), CLIENTS);

			assertThat(spread().values()).allSatisfy((count) -> assertThat(count).isBetween(9L, 11L));
		}
	}

	@ParameterizedTest
	@EnumSource
	void haProxyAsksAnotherNodeAtOnceWhenOneRefuses(Affinity affinity) {
		try (HaProxy balancer = haProxy(affinity)) {
			NODES.get("b").bean(Door.class).refuse(true);

			open(balancer.port(), CLIENTS);

			assertThat(spread()).containsEntry("b", 0L);
			assertThat(spread().get("a") + spread().get("c")).isEqualTo(CLIENTS);
			assertThat(balancer.nodes().get("b").retried()).as("the emptiest is asked first").isPositive();
		}
	}

	@Test
	void haProxysOwnCookieLeadsBackUntilTheNodeRefuses() {
		try (HaProxy balancer = haProxy(Affinity.OWN_COOKIE)) {
			RawWebSocket client = open(balancer.port(), 1).get(0);
			String cookie = cookie(client);
			String first = where().get(0);
			assertThat(client.handshake().setCookie("RealtimeNode")).as("is set beside it")
				.startsWith("RealtimeNode=" + first + "|");

			openWith(balancer.port(), cookie, 5);
			assertThat(spread()).containsEntry(first, 6L);

			NODES.get(first).bean(Door.class).refuse(true);
			RawWebSocket elsewhere = openWith(balancer.port(), cookie, 1).get(0);

			assertThat(spread()).containsEntry(first, 6L);
			assertThat(where()).hasSize(2);
			assertThat(cookie(elsewhere)).as("is told where it is now").startsWith("SERVERID=").isNotEqualTo(cookie);
		}
	}

	@Test
	void cookieOfTheApplicationLeadsToTheNodeItNamesUntilThatRefuses() {
		try (HaProxy balancer = haProxy(Affinity.NODE_COOKIE)) {
			openWith(balancer.port(), "RealtimeNode=c", 6);
			assertThat(spread()).containsEntry("c", 6L);

			NODES.get("c").bean(Door.class).refuse(true);
			openWith(balancer.port(), "RealtimeNode=c", 4);

			assertThat(spread()).containsEntry("c", 6L);
			assertThat(spread().get("a") + spread().get("b")).isEqualTo(4);
		}
	}

	@Test
	void whomAllRefuseHaProxyLetsKnowWhenToComeBack() {
		try (HaProxy balancer = haProxy(Affinity.OWN_COOKIE)) {
			NODES.values().forEach((node) -> node.bean(Door.class).refuse(true));

			RawResponse refused = RawHandshake.to(balancer.port()).ask();

			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.header("retry-after")).isNotEmpty();
		}
	}

	@Test
	void haProxySendsNobodyToANodeThatIsNotReadyAndKeepsThoseWhoAreThere() {
		try (HaProxy balancer = haProxy(Affinity.OWN_COOKIE)) {
			open(balancer.port(), 3);
			assertThat(spread().values()).containsOnly(1L);

			NodeDrain drain = NODES.get("a").bean(NodeDrain.class);
			drain.told(1, new DrainOrder.Cordon());
			await().atMost(Duration.ofSeconds(10)).until(() -> !balancer.nodes().get("a").isUp());
			open(balancer.port(), 6);
			assertThat(spread()).containsEntry("a", 1L).containsEntry("b", 4L).containsEntry("c", 4L);

			drain.told(2, new DrainOrder.Serve());
			await().atMost(Duration.ofSeconds(10)).until(() -> balancer.nodes().get("a").isUp());
			open(balancer.port(), 3);
			assertThat(spread()).containsEntry("a", 4L);
		}
	}

	@Test
	void clientsComeBackToTheirNodeWithTheirCookie() {
		try (HaProxy balancer = haProxy(Affinity.OWN_COOKIE);
				ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> "room:1", (i) -> "user-" + i)) {
			crowd.reconnecting();
			balancer.command("disable server nodes/b", "disable server nodes/c");
			crowd.connect(balancer.port());
			await().until(() -> connections(NODES.get("a")) == CLIENTS && crowd.connected() == CLIENTS);
			balancer.command("enable server nodes/b", "enable server nodes/c");
			await().until(() -> balancer.nodes().values().stream().allMatch(Backend::isUp));

			NODES.get("a").bean(Sessions.class).forEach((session) -> session.close(CloseReason.FORCE_RECONNECT));
			await().until(() -> crowd.lost() == CLIENTS && crowd.connected() == CLIENTS);
			assertThat(spread()).as("although it has the most").containsEntry("a", (long) CLIENTS);

			assertThat(crowd.turnedAway()).isZero();
			assertThat(crowd.refusals()).isEmpty();
		}
	}

	@Test
	void haProxyIsToldWhereANodeIsNow() {
		try (HaProxy balancer = haProxy(Affinity.NODE_COOKIE)) {
			balancer.target("a", NODES.get("c").port());

			openWith(balancer.port(), "RealtimeNode=a", 2);

			assertThat(spread()).containsEntry("c", 2L);
			assertThat(balancer.nodes()).extractingByKey("a").extracting(Backend::connections).isEqualTo(2);
		}
	}

	@Test
	void nginxSpreadsConnectionsAndAsksAnotherNodeWhenOneRefuses() {
		try (Nginx balancer = nginx()) {
			open(balancer.port(), CLIENTS);
			assertThat(spread().values()).allSatisfy((count) -> assertThat(count).isBetween(9L, 11L));

			NODES.get("b").bean(Door.class).refuse(true);
			open(balancer.port(), 10);
			assertThat(spread().get("b")).isLessThanOrEqualTo(11);
			assertThat(spread().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(CLIENTS + 10L);

			NODES.get("b").bean(Door.class).refuse(false);
			open(balancer.port(), 5);
			assertThat(spread().get("b")).as("a refusal counts for one client only").isGreaterThan(13);
		}
	}

	@Test
	void whomAllRefuseNginxLetsKnowWhenToComeBack() {
		try (Nginx balancer = nginx()) {
			NODES.values().forEach((node) -> node.bean(Door.class).refuse(true));

			RawResponse refused = RawHandshake.to(balancer.port()).ask();

			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.header("retry-after")).isNotEmpty();
		}
	}

	private static HaProxy haProxy(Affinity affinity) {
		Map<String, Integer> ports = new LinkedHashMap<>();
		NODES.forEach((name, node) -> ports.put(name, node.port()));
		return HaProxy.before(affinity, ports);
	}

	private static Nginx nginx() {
		return Nginx.before(NODES.values().stream().mapToInt(TestNode::port).toArray());
	}

	/** Nobody who is refused comes back from here: that would be an exception. */
	private List<RawWebSocket> open(int port, int count) {
		return openWith(port, null, count);
	}

	private List<RawWebSocket> openWith(int port, String cookie, int count) {
		List<RawWebSocket> opened = Stream.generate(() -> RawHandshake.to(port).header("Cookie", cookie).open())
			.limit(count)
			.toList();
		this.clients.addAll(opened);
		await().until(() -> spread().values().stream().mapToLong(Long::longValue).sum() == this.clients.size());
		return opened;
	}

	private static String cookie(RawWebSocket client) {
		return client.handshake().setCookie("SERVERID").split(";")[0];
	}

	private static Map<String, Long> spread() {
		Map<String, Long> spread = new LinkedHashMap<>();
		NODES.forEach((name, node) -> spread.put(name, connections(node)));
		return spread;
	}

	private static List<String> where() {
		return spread().entrySet().stream().filter((entry) -> entry.getValue() > 0).map(Map.Entry::getKey).toList();
	}

	private static long connections(TestNode node) {
		return node.bean(Sessions.class).stats().active();
	}

}
