package dev.realtime.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.Operation;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainPhase;
import dev.realtime.message.NodeId;
import dev.realtime.operator.Operator;
import dev.realtime.operator.OrderResult;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.Signature;
import dev.realtime.session.Sessions;
import dev.realtime.testing.HaProxy;
import dev.realtime.testing.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three nodes behind HAProxy on one Redis, and an operator on the first of them.
 */
final class OperatedCluster implements AutoCloseable {

	static final Signature ANNA = new Signature("anna", null);

	static final List<String> CHANNELS = List.of("long:0", "long:1", "long:2");

	static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final List<String> NAMES = List.of("a", "b", "c");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Map<String, TestNode> nodes = new LinkedHashMap<>();

	private final HaProxy balancer;

	private OperatedCluster(String redis, String redisOfThird, String... properties) {
		String cluster = UUID.randomUUID().toString();
		for (String name : NAMES) {
			this.nodes.put(name, TestNode.start(name, name.equals("c") ? redisOfThird : redis, cluster, properties));
		}
		Map<String, Integer> ports = new LinkedHashMap<>();
		this.nodes.forEach((name, node) -> ports.put(name, node.port()));
		this.balancer = HaProxy.before(ports);
		this.nodes.values()
			.forEach((node) -> await().atMost(PATIENCE)
				.until(() -> node.bean(ClusterOverview.class).latest().nodes().size() == NAMES.size()));
	}

	static OperatedCluster on(String redis, String... properties) {
		return new OperatedCluster(redis, redis, properties);
	}

	/** Nodes of which the third has another address of the same Redis. */
	static OperatedCluster on(String redis, TcpProxy redisOfThird) {
		return new OperatedCluster(redis, "redis://127.0.0.1:" + redisOfThird.port());
	}

	HaProxy balancer() {
		return this.balancer;
	}

	TestNode node(String name) {
		return this.nodes.get(name);
	}

	NodeId id(String name) {
		return node(name).bean(NodeId.class);
	}

	/** What operators do they do on the first node. */
	Operator operator() {
		return node("a").bean(Operator.class);
	}

	NodeDrain.State state(String name) {
		return node(name).bean(NodeDrain.class).state();
	}

	int connections(String name) {
		return (int) node(name).bean(Sessions.class).stats().active();
	}

	/** Whom a crowd is to be on is known to the others two seconds later. */
	void awaitHeard() {
		await().atMost(PATIENCE)
			.until(() -> NAMES.stream()
				.allMatch((name) -> node("a").bean(ClusterOverview.class)
					.latest()
					.nodes()
					.get(id(name))
					.connections() == connections(name)));
	}

	void awaitPhase(String name, DrainPhase phase) {
		await().atMost(PATIENCE).until(() -> state(name).phase() == phase);
	}

	/** Answers how the operation ended that was begun last, on every node. */
	void awaitEnd(Operation.Outcome outcome) {
		this.nodes.values()
			.forEach((node) -> await().atMost(PATIENCE)
				.until(() -> Optional.ofNullable(node.bean(OrderWatch.class).known().operation())
					.map(Operation::end)
					.filter((end) -> end.outcome() == outcome)
					.isPresent()));
	}

	int readiness(String name) {
		URI uri = URI.create("http://127.0.0.1:" + node(name).port() + "/actuator/health/readiness");
		return this.http.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
			.join()
			.statusCode();
	}

	/** Orders something that is not to be refused. */
	static Done done(CompletionStage<OrderResult> stage) {
		return (Done) assertThat(stage.toCompletableFuture().join()).isInstanceOf(Done.class).actual();
	}

	@Override
	public void close() {
		this.balancer.close();
		this.nodes.values().forEach(TestNode::close);
	}

}
