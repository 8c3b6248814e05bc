package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator reads of two nodes on one of them, with curl. */
@TestInstance(Lifecycle.PER_CLASS)
class InspectedNodesTests {

	private static final String[] EXPOSED = { "management.endpoints.web.exposure.include=*",
			"management.endpoints.access.default=unrestricted", "realtime.control.unsecured=true",
			"realtime.redis.command-timeout=20s", "realtime.limits.trusted-proxies=127.0.0.1,::1" };

	private final RedisServer server = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode one = TestNode.start("one", this.server.uri(), this.cluster, EXPOSED);

	private final TestNode two = TestNode.start("two", this.server.uri(), this.cluster, EXPOSED);

	private final Actuator actuator = new Actuator(this.one.port());

	@BeforeAll
	void awaitEachOther() {
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.one.bean(ClusterOverview.class).latest().nodes().size() == 2);
	}

	@AfterAll
	void stop() {
		this.one.close();
		this.two.close();
		this.server.close();
	}

	@Test
	void anyNodeTellsOfAll() {
		JsonNode cluster = this.actuator.get("realtime").ok();
		JsonNode nodes = this.actuator.get("realtimenodes").ok();
		JsonNode report = this.actuator.get("realtimenodes/two").ok();

		assertThat(cluster.path("cluster").asString()).isEqualTo(this.cluster);
		assertThat(cluster.path("self").asString()).isEqualTo("one");
		assertThat(texts(cluster.path("nodes"), "node")).containsExactly("one", "two");
		assertThat(cluster.path("orders").path("revision").isNumber()).isTrue();
		assertThat(texts(nodes.path("nodes"), "phase")).containsExactly("ACTIVE", "ACTIVE");
		assertThat(report.path("node").asString()).isEqualTo("two");
		assertThat(report.path("redis").path("up").asBoolean()).isTrue();
		assertThat(report.path("capacity").asInt()).isEqualTo(10_000);
		assertThat(this.actuator.get("realtimenodes/three").status()).isEqualTo(404);
		assertThat(this.actuator.get("realtimenodes/three").json().path("problem").asString())
			.isEqualTo("there is no node three; there are one, two");
	}

	@Test
	void channelsAreSummedOverNodes() {
		try (PlainClient first = this.one.client("ann");
				PlainClient second = this.two.client("ben");
				PlainClient third = this.two.client("cat")) {
			first.subscribe("room:sum-a");
			second.subscribe("room:sum-a");
			third.subscribe("room:sum-a");
			third.subscribe("room:sum-b/c");
			for (int i = 0; i < 7; i++) {
				this.one.publisher().publish("room:sum-b/c", i).toCompletableFuture().join();
			}
			await()
				.until(() -> this.actuator.get("realtimechannels/room:sum-b/c").ok().path("publications").asInt() == 7);

			JsonNode bySubscribers = this.actuator.get("realtimechannels?prefix=room:sum-&limit=1").ok();
			JsonNode byPublications = this.actuator.get("realtimechannels?prefix=room:sum-&sort=publications").ok();
			JsonNode onOne = this.actuator.get("realtimechannels?prefix=room:sum-&node=one").ok();
			JsonNode slashed = this.actuator.get("realtimechannels/room:sum-b/c").ok();

			assertThat(texts(bySubscribers.path("channels"), "channel")).containsExactly("room:sum-a");
			JsonNode top = bySubscribers.path("channels").get(0);
			assertThat(top.path("subscribers").asInt()).isEqualTo(3);
			assertThat(texts(top.path("nodes"), "node")).containsExactly("one", "two");
			assertThat(top.path("nodes").get(1).path("subscribers").asInt()).isEqualTo(2);
			assertThat(top.path("state").asString()).isEqualTo("ACTIVE");
			assertThat(bySubscribers.path("missing")).isEmpty();
			assertThat(texts(byPublications.path("channels"), "channel")).containsExactly("room:sum-b/c", "room:sum-a");
			assertThat(texts(onOne.path("channels"), "channel")).containsExactly("room:sum-a");
			assertThat(slashed.path("publicationsPerSecond").asDouble()).isPositive();
			assertThat(slashed.path("tailEntries").asInt()).as("publications, and who came").isBetween(7, 8);
			assertThat(slashed.path("offset").asInt()).isEqualTo(7);
			assertThat(this.actuator.get("realtimechannels/room:sum-none").status()).isEqualTo(404);
			assertThat(this.actuator.get("realtimechannels?limit=101").status()).isEqualTo(400);
		}
	}

	@Test
	void pagesShowEachOfFiveHundredConnectionsOnce() {
		try (ClientCrowd here = new ClientCrowd(250, (i) -> "long:" + i % 2, (i) -> "crowd");
				ClientCrowd there = new ClientCrowd(250, (i) -> "long:" + i % 2, (i) -> "crowd")) {
			for (ClientCrowd crowd : List.of(here, there)) {
				crowd.comingBack();
				crowd.connect((crowd == here) ? this.one.port() : this.two.port());
				await().atMost(Duration.ofSeconds(60)).until(() -> crowd.connected() == 250);
			}
			await().until(() -> matching("user=crowd&channel=long:1&limit=1") == 250
					&& matching("user=crowd&limit=1") == 500);

			List<JsonNode> all = pages("user=crowd&limit=70");

			assertThat(all).hasSize(500);
			assertThat(new HashSet<>(all.stream().map((each) -> each.path("client").asString()).toList())).hasSize(500);
			assertThat(all.stream().map((each) -> each.path("node").asString()).distinct()).containsExactly("one",
					"two");
			assertThat(all.subList(0, 250).stream().map((each) -> each.path("number").asLong())).isSorted();
			assertThat(matching("user=crowd&limit=1")).isEqualTo(500);
			assertThat(matching("user=crowd&node=two&limit=1")).isEqualTo(250);
			assertThat(matching("user=crowd&address=127.")).isEqualTo(500);
			assertThat(matching("user=crowd&address=128.")).isZero();
			assertThat(matching("user=nobody")).isZero();
			String client = all.get(300).path("client").asString();
			assertThat(
					texts(this.actuator.get("realtimeconnections?client=" + client).ok().path("connections"), "client"))
				.containsExactly(client);
		}
	}

	@Test
	void oneConnectionIsToldWithItsSubscriptions() {
		try (PlainClient client = PlainClient.open(this.two.url()).answeringPings()) {
			client.ask("connect", "{\"token\":\"dora\",\"name\":\"js\",\"version\":\"5.3.0\"}");
			client.subscribe("room:detail");
			this.one.publisher().publish("room:detail", "x").toCompletableFuture().join();
			String id = id("dora");
			await().until(() -> connection(id).path("subscriptions").get(0).path("offset").asInt() == 1);

			JsonNode detail = connection(id);
			JsonNode connection = detail.path("connection");
			assertThat(connection.path("node").asString()).isEqualTo("two");
			assertThat(connection.path("user").asString()).isEqualTo("dora");
			assertThat(connection.path("softwareName").asString()).isEqualTo("js");
			assertThat(connection.path("softwareVersion").asString()).isEqualTo("5.3.0");
			assertThat(connection.path("state").asString()).isEqualTo("CONNECTED");
			assertThat(connection.path("channels").asInt()).isEqualTo(1);
			assertThat(connection.path("address").asString()).isNotEmpty();
			assertThat(detail.path("subscriptions").get(0).path("channel").asString()).isEqualTo("room:detail");
			assertThat(detail.path("decisions")).isEmpty();
			assertThat(this.actuator.get("realtimeconnections/none").status()).isEqualTo(404);
			assertThat(this.actuator.get("realtimeconnections?cursor=x").status()).isEqualTo(400);
			assertThat(this.actuator.get("realtimeconnections?limit=0").json().path("problem").asString())
				.isEqualTo("0 connections were asked for; allowed is 1 to 100");
		}
	}

	@Test
	void disconnectedClientIsToldWhy() {
		try (PlainClient client = this.two.client("eve"); PlainClient other = this.two.client("fred")) {
			JsonNode ended = this.actuator
				.delete("realtimeconnections/" + id("eve") + "?by=anna&reason=please%20log%20in%20again")
				.ok();

			assertThat(ended.path("by").asString()).isEqualTo("anna");
			assertThat(ended.path("comesBack").asBoolean()).isFalse();
			assertThat(client.awaitClose().code()).isEqualTo(3503);
			assertThat(client.awaitClose().reason()).isEqualTo("force disconnect: please log in again");

			this.actuator.delete("realtimeconnections/" + id("fred") + "?reconnect=true").ok();

			assertThat(other.awaitClose().code()).isEqualTo(3011);
			assertThat(this.actuator.delete("realtimeconnections/none").status()).isEqualTo(404);
		}
	}

	@Test
	void whoComesBackIsSummedOverNodes() {
		comeBack(this.one, "dart", "192.0.2.1");
		comeBack(this.two, "dart", "192.0.2.77");
		comeBack(this.two, "dart", "2001:db8:1:2::3");
		comeBack(this.two, "go", "198.51.100.1");

		JsonNode all = this.actuator.get("realtimereconnects").ok();
		JsonNode first = this.actuator.get("realtimereconnects?limit=1").ok();

		assertThat(all.path("halvedEverySeconds").asDouble()).isEqualTo(60);
		assertThat(all.path("missing")).isEmpty();
		assertThat(all.path("libraries").valueStream().map(JsonNode::toString)).containsExactly(
				"{\"name\":\"dart\",\"times\":3,\"timesAtLeast\":3}",
				"{\"name\":\"go\",\"times\":1,\"timesAtLeast\":1}");
		assertThat(texts(all.path("ranges"), "name")).containsExactly("192.0.2.0/24", "198.51.100.0/24",
				"2001:db8:1:0:0:0:0:0/48");
		assertThat(all.path("ranges").get(0).path("times").asLong()).isEqualTo(2);
		assertThat(texts(first.path("libraries"), "name")).containsExactly("dart");
		assertThat(texts(first.path("ranges"), "name")).containsExactly("192.0.2.0/24");
		assertThat(this.actuator.get("realtimereconnects?limit=65").json().path("problem").asString())
			.isEqualTo("limit is 65; allowed is 1 to 64");
		assertThat(this.actuator.post("realtimereconnects", "{}").status()).isEqualTo(405);
	}

	/** As a client that remembers what it had from a node that is gone. */
	private static void comeBack(TestNode node, String library, String address) {
		try (PlainClient client = PlainClient.open(node.url(), "X-Forwarded-For", address)) {
			client.ask("connect", "{\"token\":\"hal\",\"name\":\"" + library + "\"}");
			client.ask("subscribe", "{\"channel\":\"room:back\",\"recover\":true,\"epoch\":\"e\",\"offset\":3}");
		}
	}

	private String id(String user) {
		JsonNode found = this.actuator.get("realtimeconnections?user=" + user).ok().path("connections");
		assertThat(found).hasSize(1);
		return found.get(0).path("client").asString();
	}

	private JsonNode connection(String client) {
		return this.actuator.get("realtimeconnections/" + client).ok();
	}

	private long matching(String query) {
		return this.actuator.get("realtimeconnections?" + query).ok().path("matching").asLong();
	}

	private List<JsonNode> pages(String query) {
		List<JsonNode> all = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = this.actuator.get("realtimeconnections?" + query + cursor).ok();
			page.path("connections").forEach(all::add);
			cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
		}
		while (!cursor.isEmpty());
		return all;
	}

	private static List<String> texts(JsonNode list, String member) {
		return list.valueStream().map((each) -> each.path(member).asString()).toList();
	}

}
