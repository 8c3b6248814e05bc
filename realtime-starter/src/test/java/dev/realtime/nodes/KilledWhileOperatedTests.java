package dev.realtime.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeSummary;
import dev.realtime.cluster.Operation;
import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.operator.Operator;
import dev.realtime.session.Sessions;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.HaProxy;
import dev.realtime.testing.redis.RedisServer;

import static dev.realtime.nodes.OperatedCluster.ANNA;
import static dev.realtime.nodes.OperatedCluster.CHANNELS;
import static dev.realtime.nodes.OperatedCluster.PATIENCE;
import static dev.realtime.nodes.OperatedCluster.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The third of three nodes is a process of its own and dies without a word: while it is
 * emptied, and when it has just taken an order for another one.
 */
class KilledWhileOperatedTests {

	private static final int CLIENTS = 300;

	private static final DrainPlan SLOWLY = new DrainPlan(20, null, Duration.ZERO, Duration.ZERO,
			MoveOrder.LOWEST_PRIORITY_FIRST, false);

	/** Its lease has to run out, and then it has to be gone for as long again. */
	private static final Duration NOTICED = Duration.ofSeconds(90);

	private final RedisServer server = RedisServer.started();

	private final String name = UUID.randomUUID().toString();

	private final TestNode a = TestNode.start("a", this.server.uri(), this.name);

	private final TestNode b = TestNode.start("b", this.server.uri(), this.name);

	private ForkedApplication c = fork();

	private final HaProxy balancer = HaProxy.before(ports());

	private final ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> CHANNELS.get(i % 3), (i) -> "");

	private final SteadyPublishing publishing = new SteadyPublishing(this.a.publisher(), CHANNELS);

	@AfterEach
	void stop() {
		this.publishing.close();
		this.crowd.close();
		this.balancer.close();
		this.c.close();
		this.b.close();
		this.a.close();
		this.server.close();
	}

	@Test
	void nodeThatDiesDuringItsDrainIsDoneWithAndItsSuccessorServes() {
		connect();
		this.publishing.start();
		int had = third().connections();
		done(this.a.bean(Operator.class).drain(Set.of(third().node()), SLOWLY, ANNA));
		await().atMost(PATIENCE).until(() -> third().connections() < had * 3 / 4);

		this.c.kill();

		await().atMost(PATIENCE).until(() -> this.crowd.connected() == CLIENTS);
		awaitEnd();
		assertThat(connections(this.a) + connections(this.b)).isEqualTo(CLIENTS);
		assertServes(this.a, this.b);
		this.c = fork();
		this.balancer.target("c", this.c.port());
		await().atMost(PATIENCE)
			.ignoreException(NoSuchElementException.class)
			.until(() -> third().phase() == DrainPhase.ACTIVE);
		await().atMost(PATIENCE).until(() -> this.balancer.nodes().get("c").isUp());
		assertNothingLost();
	}

	@Test
	void orderOutlivesTheNodeThatTookIt() throws Exception {
		this.balancer.command("set server nodes/b state drain", "set server nodes/c state drain");
		connect();
		this.balancer.command("set server nodes/b state ready", "set server nodes/c state ready");
		this.publishing.start();
		assertThat(connections(this.a)).isEqualTo(CLIENTS);

		// It hears every two seconds how full the others are.
		await().atMost(PATIENCE).until(() -> rebalanceOnThird() == 200);
		await().atMost(PATIENCE).until(() -> connections(this.a) < CLIENTS * 4 / 5);
		this.c.kill();

		awaitEnd();
		await().atMost(PATIENCE).until(() -> this.crowd.connected() == CLIENTS);
		assertServes(this.a, this.b);
		assertThat(connections(this.a)).as("its share of three, as it was ordered").isBetween(95, 115);
		assertNothingLost();
	}

	private void connect() {
		await().atMost(PATIENCE)
			.until(() -> this.a.bean(ClusterOverview.class).latest().nodes().size() == 3
					&& this.b.bean(ClusterOverview.class).latest().nodes().size() == 3);
		this.crowd.reconnecting();
		this.crowd.connect(this.balancer.port(), CLIENTS);
		await().atMost(PATIENCE).until(() -> this.crowd.connected() == CLIENTS);
		await().atMost(PATIENCE)
			.until(() -> connections(this.a) + connections(this.b) + third().connections() == CLIENTS);
	}

	/** What the living know of it; the newest of its name. */
	private NodeSummary third() {
		return this.a.bean(ClusterOverview.class)
			.latest()
			.nodes()
			.values()
			.stream()
			.filter((node) -> node.node().name().equals("c"))
			.findFirst()
			.orElseThrow();
	}

	private void awaitEnd() {
		for (TestNode node : List.of(this.a, this.b)) {
			await().atMost(NOTICED)
				.until(() -> Optional.ofNullable(node.bean(OrderWatch.class).known().operation())
					.map(Operation::end)
					.filter((end) -> end.outcome() == Outcome.FINISHED)
					.isPresent());
		}
	}

	private static void assertServes(TestNode... nodes) {
		for (TestNode node : nodes) {
			await().atMost(PATIENCE).until(() -> node.bean(NodeDrain.class).state().phase() == DrainPhase.ACTIVE);
		}
	}

	private void assertNothingLost() {
		long published = this.publishing.stop();
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.crowd.received() + this.crowd.missing()).isEqualTo(published * CLIENTS));
		assertThat(this.crowd.missing()).as(() -> "lost: " + this.crowd.gaps()).isZero();
		assertThat(this.crowd.repeated()).as(() -> "repeated: " + this.crowd.gaps()).isZero();
		assertThat(this.crowd.unrecovered()).isZero();
	}

	private static int connections(TestNode node) {
		return (int) node.bean(Sessions.class).stats().active();
	}

	private int rebalanceOnThird() throws IOException, InterruptedException {
		HttpRequest order = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.c.port() + "/actuator/realtimeoperations/rebalance"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"rate\":20,\"by\":\"anna\"}"))
			.build();
		return HttpClient.newHttpClient().send(order, HttpResponse.BodyHandlers.ofString()).statusCode();
	}

	private ForkedApplication fork() {
		return TestNode.fork("c", this.server.uri(), this.name, "management.endpoints.web.exposure.include=*",
				"management.endpoint.realtimeoperations.access=unrestricted", "realtime.control.unsecured=true");
	}

	private Map<String, Integer> ports() {
		Map<String, Integer> ports = new LinkedHashMap<>();
		ports.put("a", this.a.port());
		ports.put("b", this.b.port());
		ports.put("c", this.c.port());
		return ports;
	}

}
