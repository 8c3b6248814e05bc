package dev.realtime.nodes;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

import dev.realtime.channel.Channels;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainPhase;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.nodes.Actuator.Answer;
import dev.realtime.overload.Tier;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator orders on one of two nodes, with curl. */
@ExtendWith(OutputCaptureExtension.class)
class ActuatorOrdersTests {

	private static final String[] WRITABLE = { "management.endpoints.web.exposure.include=*",
			"management.endpoints.access.default=unrestricted", "realtime.control.unsecured=true",
			"realtime.drain.balancer-wait=0s" };

	private final RedisServer server = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode one = TestNode.start("one", this.server.uri(), this.cluster, WRITABLE);

	private final TestNode two = TestNode.start("two", this.server.uri(), this.cluster, WRITABLE);

	private final Actuator actuator = new Actuator(this.one.port());

	@BeforeEach
	void awaitEachOther() {
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.one.bean(ClusterOverview.class).latest().nodes().size() == 2);
	}

	@AfterEach
	void stop() {
		this.one.close();
		this.two.close();
		this.server.close();
	}

	@Test
	void nodeIsCordonedAndResumed(CapturedOutput output) {
		JsonNode cordoned = this.actuator
			.post("realtimenodes/two/cordon", "{\"by\":\"anna\",\"reason\":\"disk\\nis full\"}")
			.ok();

		assertThat(cordoned.path("done").asString()).startsWith("two/").endsWith(" gets no more clients");
		assertThat(cordoned.path("by").asString()).isEqualTo("anna");
		assertThat(cordoned.path("orders").path("nodes").get(0).path("ordered").asString()).isEqualTo("cordon");
		await().atMost(Duration.ofSeconds(5)).until(() -> phase(this.two) == DrainPhase.CORDONED);
		await().untilAsserted(() -> {
			JsonNode node = this.actuator.get("realtimenodes").ok().path("nodes").get(1);
			assertThat(node.path("phase").asString()).isEqualTo("CORDONED");
			assertThat(node.path("ordered").asString()).isEqualTo("cordon");
			assertThat(node.path("orderedBy").asString()).isEqualTo("anna");
		});
		assertThat(output).contains("by anna: disk is full");

		this.actuator.post("realtimenodes/two/resume", "{}").ok();

		await().atMost(Duration.ofSeconds(10)).until(() -> phase(this.two) == DrainPhase.ACTIVE);
		assertThat(this.actuator.post("realtimenodes/three/cordon", "{}").status()).isEqualTo(404);
		assertThat(this.actuator.post("realtimenodes/two/melt", "{}").status()).isEqualTo(400);
	}

	@Test
	void whoSawAnOlderRevisionIsToldWhatStands() {
		long seen = this.actuator.get("realtime").ok().path("orders").path("revision").asLong();
		this.actuator.post("realtimenodes/two/cordon", "{\"by\":\"anna\",\"revision\":" + seen + "}").ok();

		Answer late = this.actuator.post("realtimenodes/two/resume", "{\"by\":\"ben\",\"revision\":" + seen + "}");

		assertThat(late.status()).isEqualTo(409);
		JsonNode orders = late.json().path("orders");
		assertThat(orders.path("revision").asLong()).isGreaterThan(seen);
		assertThat(orders.path("nodes").get(0).path("by").asString()).isEqualTo("anna");
		this.actuator
			.post("realtimenodes/two/resume", "{\"by\":\"ben\",\"revision\":" + orders.path("revision").asLong() + "}")
			.ok();
	}

	@Test
	void operationIsPreviewedDoneAndKeepsOthersAway() {
		try (ClientCrowd crowd = new ClientCrowd(60, (i) -> "long:" + i, (i) -> "")) {
			crowd.connect(this.two.port());
			await().atMost(Duration.ofSeconds(20)).until(() -> crowd.connected() == 60);
			await().atMost(Duration.ofSeconds(10))
				.until(() -> this.actuator.get("realtimenodes")
					.ok()
					.path("nodes")
					.get(1)
					.path("connections")
					.asInt() == 60);

			JsonNode preview = this.actuator
				.post("realtimeoperations/drain", "{\"nodes\":\"two\",\"rate\":6,\"dryRun\":true}")
				.ok();
			assertThat(preview.path("preview").asString()).contains("60 connections at 6 a second");
			assertThat(preview.path("allowed").asBoolean()).isTrue();
			assertThat(preview.path("gives").path("two").asInt()).isEqualTo(60);
			assertThat(phase(this.two)).isEqualTo(DrainPhase.ACTIVE);
			assertThat(this.actuator.get("realtimeoperations").ok().has("operation")).isFalse();

			this.actuator
				.post("realtimeoperations/drain", "{\"nodes\":\"two\",\"rate\":6,\"deadline\":\"1m\",\"by\":\"anna\"}")
				.ok();
			await().atMost(Duration.ofSeconds(10)).until(() -> phase(this.two) == DrainPhase.DRAINING);
			await().untilAsserted(() -> {
				JsonNode operations = this.actuator.get("realtimeoperations").ok();
				assertThat(operations.path("operation").path("running").asBoolean()).isTrue();
				assertThat(operations.path("operation").path("by").asString()).isEqualTo("anna");
				assertThat(operations.path("progress").get(0).path("drain").path("moved").asInt()).isPositive();
			});

			Answer second = this.actuator.post("realtimenodes/one/drain", "{\"by\":\"ben\",\"force\":true}");
			assertThat(second.status()).isEqualTo(422);
			assertThat(second.json().path("problem").asString()).startsWith("the drain of anna for two/")
				.contains(" still runs: wait until it has ended, or cancel it");

			this.actuator.post("realtimeoperations/cancel", "{\"by\":\"ben\"}").ok();
			await().atMost(Duration.ofSeconds(10)).until(() -> phase(this.two) == DrainPhase.ACTIVE);
			assertThat(this.actuator.get("realtimeoperations").ok().path("operation").path("outcome").asString())
				.isEqualTo("CANCELLED");
		}
	}

	@Test
	void whatMakesNoSenseIsRefusedWithAReason() {
		Answer nobody = this.actuator.post("realtimeoperations/drain", "{}");
		Answer unknown = this.actuator.post("realtimeoperations/drain", "{\"nodes\":\"two,three\"}");
		Answer rate = this.actuator.post("realtimenodes/two/drain", "{\"rate\":0}");
		Answer balanced = this.actuator.post("realtimeoperations/rebalance", "{}");
		Answer nothing = this.actuator.post("realtimeoperations/cancel", "{}");
		Answer signed = this.actuator.post("realtimenodes/two/cordon", "{\"by\":\"a\\nb\"}");

		assertThat(nobody.status()).isEqualTo(400);
		assertThat(unknown.status()).isEqualTo(404);
		assertThat(rate.status()).isEqualTo(400);
		assertThat(rate.json().path("problem").asString()).contains("allowed is 0.1 to 10000");
		assertThat(balanced.status()).isEqualTo(422);
		assertThat(nothing.status()).isEqualTo(422);
		assertThat(signed.status()).isEqualTo(400);
		try (PlainClient client = this.two.client("gina")) {
			await().atMost(Duration.ofSeconds(10))
				.until(() -> this.actuator.get("realtime").ok().path("connections").asInt() == 1);

			Answer full = this.actuator.post("realtimeoperations/drain", "{\"nodes\":\"one,two\"}");

			assertThat(full.status()).isEqualTo(422);
			assertThat(full.json().path("problem").asString()).contains("no other node takes connections");
			assertThat(client.isClosed()).isFalse();
		}
	}

	@Test
	void tiersAndPrioritiesHoldForAWhile() {
		this.actuator.post("realtimenodes/two/tier", "{\"tier\":\"throttle\",\"lasting\":\"30s\"}").ok();
		this.actuator.post("realtimepriorities", "{\"pattern\":\"room:*\",\"priority\":\"low\",\"lasting\":\"5m\"}")
			.ok();

		await().atMost(Duration.ofSeconds(5))
			.until(() -> this.two.bean(OverloadControl.class).view().tier() == Tier.THROTTLE);
		await().atMost(Duration.ofSeconds(5)).until(() -> priority() == Priority.LOW);
		JsonNode priorities = this.actuator.get("realtimepriorities").ok();
		assertThat(priorities.path("priorities").get(0).path("pattern").asString()).isEqualTo("room:*");
		assertThat(priorities.path("priorities").get(0).path("by").asString()).isEqualTo("unknown");
		assertThat(this.actuator.get("realtime").ok().path("orders").path("tiers").get(0).path("tier").asString())
			.isEqualTo("THROTTLE");

		this.actuator.post("realtimenodes/two/end-tier", "{}").ok();
		this.actuator.delete("realtimepriorities?pattern=room:*").ok();

		await().atMost(Duration.ofSeconds(5)).until(() -> priority() == null);
		assertThat(this.actuator.delete("realtimepriorities?pattern=room:*").status()).isEqualTo(422);
		assertThat(this.actuator.post("realtimenodes/two/tier", "{\"tier\":\"shed\"}").status()).isEqualTo(400);
		assertThat(this.actuator
			.post("realtimepriorities", "{\"pattern\":\"ro*\",\"priority\":\"low\",\"lasting\":\"5m\"}")
			.status()).isEqualTo(400);
	}

	@Test
	void traceShowsWhatHappensAndNotWhatIsSaid(CapturedOutput output) {
		String secret = "s3cret-" + UUID.randomUUID();
		try (PlainClient client = this.two.client("user-" + secret.substring(0, 3))) {
			String id = this.actuator.get("realtimeconnections?node=two")
				.ok()
				.path("connections")
				.get(0)
				.path("client")
				.asString();
			JsonNode started = this.actuator.post("realtimetraces/" + id, "{\"by\":\"anna\"}").ok();
			assertThat(started.path("running").asBoolean()).isTrue();
			assertThat(started.path("node").asString()).isEqualTo("two");

			client.ask("subscribe", "{\"channel\":\"room:secret\",\"token\":\"" + secret + "\"}");
			client.ask("publish", "{\"channel\":\"room:secret\",\"data\":{\"word\":\"" + secret + "\"}}");
			client.ask("rpc", "{\"method\":\"guess\",\"data\":\"" + secret + "\"}");
			client.ask("sub_refresh", "{\"channel\":\"room:secret\",\"token\":\"" + secret + "\"}");
			this.one.publisher().publish("room:secret", secret).toCompletableFuture().join();
			await().untilAsserted(() -> assertThat(kinds(id, "OUT")).contains("publications"));

			Answer trace = this.actuator.get("realtimetraces/" + id);
			assertThat(kinds(id, "IN")).contains("subscribe", "publish", "rpc", "subRefresh");
			assertThat(kinds(id, "OUT")).contains("subscribeReply", "publishReply", "errorReply", "write");
			JsonNode error = trace.json()
				.path("entries")
				.valueStream()
				.filter((entry) -> entry.path("kind").asString().equals("errorReply"))
				.findFirst()
				.orElseThrow();
			assertThat(error.path("code").asInt()).isPositive();
			assertThat(trace.json()
				.path("entries")
				.valueStream()
				.filter((entry) -> entry.path("kind").asString().equals("publications"))
				.allMatch((entry) -> entry.path("subject").asString().equals("room:secret")
						&& entry.path("offset").asInt() > 0 && entry.path("bytes").asInt() > 0))
				.isTrue();
			JsonNode list = this.actuator.get("realtimetraces").ok();
			assertThat(list.path("traces").get(0).path("entries")).isEmpty();

			client.close();
			await()
				.untilAsserted(() -> assertThat(this.actuator.get("realtimetraces/" + id).ok().path("end").asString())
					.isEqualTo("the connection has ended"));
			assertThat(kinds(id, "OUT")).contains("closed");
			assertThat(trace.text() + list + this.actuator.get("realtimetraces/" + id).text()).doesNotContain(secret);
			assertThat(output).doesNotContain(secret);
			assertThat(this.actuator.post("realtimetraces/none", "{}").status()).isEqualTo(404);
			assertThat(this.actuator.get("realtimetraces/none").status()).isEqualTo(404);
		}
	}

	@Test
	void endOfATraceIsSignedAndStandsInTheLog(CapturedOutput output) {
		try (PlainClient client = this.two.client("hugo")) {
			String id = this.actuator.get("realtimeconnections?node=two")
				.ok()
				.path("connections")
				.get(0)
				.path("client")
				.asString();
			this.actuator.post("realtimetraces/" + id, "{\"by\":\"anna\"}").ok();

			int illegible = this.actuator.delete("realtimetraces/" + id + "?by=" + "x".repeat(200)).status();
			JsonNode running = this.actuator.get("realtimetraces/" + id).ok();
			JsonNode ended = this.actuator.delete("realtimetraces/" + id + "?by=berta&reason=enough").ok();
			this.actuator.delete("realtimetraces/" + id + "?by=carla").ok();

			assertThat(client.isClosed()).isFalse();
			assertThat(illegible).isEqualTo(400);
			assertThat(running.path("running").asBoolean()).isTrue();
			assertThat(ended.path("running").asBoolean()).isFalse();
			assertThat(output).contains("client " + id + " is traced no more, by berta: enough")
				.doesNotContain("by carla");
		}
	}

	@Test
	void ordersCannotBeWrittenWhileRedisIsAway() {
		this.server.kill();

		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			Answer answer = this.actuator.post("realtimenodes/two/cordon", "{}");
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.json().path("problem").asString()).contains("the store is away");
		});
		assertThat(this.actuator.get("realtime").status()).isEqualTo(200);
		assertThat(this.actuator.get("realtimeconnections").ok().path("missing").get(0).path("node").asString())
			.isEqualTo("two");
	}

	private List<String> kinds(String client, String direction) {
		return this.actuator.get("realtimetraces/" + client)
			.ok()
			.path("entries")
			.valueStream()
			.filter((entry) -> entry.path("direction").asString().equals(direction))
			.map((entry) -> entry.path("kind").asString())
			.toList();
	}

	private Priority priority() {
		return this.two.bean(Channels.class).policy().priorities().find(ChannelName.of("room:1"));
	}

	private static DrainPhase phase(TestNode node) {
		return node.bean(NodeDrain.class).state().phase();
	}

}
