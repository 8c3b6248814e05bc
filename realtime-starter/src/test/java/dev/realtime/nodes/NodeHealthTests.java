package dev.realtime.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainOrder;
import dev.realtime.message.NodeId;
import dev.realtime.overload.Tier;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What whoever asks a node for its health is told, over HTTP. */
class NodeHealthTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final String DETAILS = "management.endpoint.health.show-details=always";

	private final RedisServer server = RedisServer.started();

	private final TestNode node = TestNode.start("one", this.server.uri(), UUID.randomUUID().toString(), DETAILS,
			"realtime.redis.probe-interval=1s");

	@AfterEach
	void stop() {
		this.node.close();
		this.server.close();
	}

	@Test
	void healthyNodeTellsBrokerProbeTierAndPhase() {
		await().untilAsserted(() -> assertThat(status("")).isEqualTo(200));

		JsonNode details = realtime().path("details");
		assertThat(realtime().path("status").asString()).isEqualTo("UP");
		assertThat(details.path("broker").asString()).isEqualTo("redis");
		assertThat(details.path("node").asString()).isEqualTo(this.node.bean(NodeId.class).toString());
		assertThat(details.path("tier").asString()).isEqualTo("NORMAL");
		assertThat(details.has("cause")).isFalse();
		assertThat(details.path("phase").asString()).isEqualTo("ACTIVE");
		assertThat(details.path("occupancy").asDouble()).isBetween(0.0, 1.0);
		assertThat(details.has("lag")).isTrue();
		assertThat(details.has("loopLag")).isTrue();
		assertThat(details.path("subscribers").has("expected")).isTrue();
	}

	@Test
	void overloadIsToldAndIsNoFailure() {
		this.node.bean(OverloadControl.class).override(Tier.REJECT, "a test", Duration.ofMinutes(1));

		await().untilAsserted(() -> assertThat(detail("tier")).isEqualTo("REJECT"));

		assertThat(detail("cause")).contains("a test");
		assertThat(status("")).isEqualTo(200);
		assertThat(status("/liveness")).isEqualTo(200);
	}

	@Test
	void drainIsToldByReadinessAndIsNoFailure() {
		this.node.bean(NodeDrain.class).told(1, new DrainOrder.Cordon());

		await().untilAsserted(() -> assertThat(status("/readiness")).isEqualTo(503));

		assertThat(detail("phase")).isEqualTo("CORDONED");
		assertThat(realtime().path("status").asString()).isEqualTo("UP");
		assertThat(status("/liveness")).isEqualTo(200);
	}

	@Test
	void lostRedisIsAFailureForWhoAsksForAllAndForNobodyElse() {
		this.server.kill();

		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(status("")).isEqualTo(503));

		assertThat(realtime().path("status").asString()).isEqualTo("DOWN");
		assertThat(detail("trouble")).contains("127.0.0.1:" + this.server.port());
		assertThat(detail("tier")).isNotEmpty();
		assertThat(status("/liveness")).isEqualTo(200);
		assertThat(status("/readiness")).isEqualTo(200);

		this.server.start();
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(realtime().path("status").asString()).isEqualTo("UP"));
	}

	@Test
	void nodeWithoutRedisTellsTheSameOfItself() {
		try (TestNode alone = TestNode.start("alone", this.server.uri(), UUID.randomUUID().toString(), DETAILS,
				"realtime.broker=memory", "management.health.redis.enabled=false")) {
			JsonNode health = JsonMapper.shared().readTree(ask(alone, "").body()).path("components").path("realtime");

			assertThat(health.path("status").asString()).isEqualTo("UP");
			assertThat(health.path("details").path("broker").asString()).isEqualTo("memory");
			assertThat(health.path("details").path("phase").asString()).isEqualTo("ACTIVE");
			assertThat(health.path("details").has("subscribers")).isFalse();
		}
	}

	private JsonNode realtime() {
		return JsonMapper.shared().readTree(ask(this.node, "").body()).path("components").path("realtime");
	}

	private String detail(String name) {
		return realtime().path("details").path(name).asString();
	}

	private int status(String group) {
		return ask(this.node, group).statusCode();
	}

	private static HttpResponse<String> ask(TestNode node, String group) {
		try {
			URI uri = URI.create("http://localhost:" + node.port() + "/actuator/health" + group);
			return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
