package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.realtime.UserConnections;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.NodeId;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What users of two nodes share. */
class TwoNodesTests {

	private static final RedisServer SERVER = RedisServer.started();

	private static final String CLUSTER = UUID.randomUUID().toString();

	private static final TestNode ONE = TestNode.start("one", SERVER.uri(), CLUSTER);

	private static final TestNode TWO = TestNode.start("two", SERVER.uri(), CLUSTER);

	@AfterAll
	static void stop() {
		ONE.close();
		TWO.close();
		SERVER.close();
	}

	@BeforeEach
	void awaitEachOther() {
		for (TestNode node : List.of(ONE, TWO)) {
			await().untilAsserted(() -> assertThat(node.bean(NodeDirectory.class).alive()).extracting(NodeId::name)
				.contains("one", "two"));
		}
	}

	@Test
	void clientsOfBothGetTheSameInTheSameOrderWithTheSameOffsets() {
		try (PlainClient first = ONE.client("anna"); PlainClient second = TWO.client("ben")) {
			first.subscribe("long:order");
			second.subscribe("long:order");

			List<CompletionStage<?>> published = new ArrayList<>();
			for (int i = 0; i < 300; i++) {
				published.add(ONE.publisher().publish("long:order", "one-" + i));
				published.add(TWO.publisher().publish("long:order", "two-" + i));
			}
			published.forEach(TwoNodesTests::done);

			List<String> heard = heard(first, 600);
			assertThat(heard(second, 600)).isEqualTo(heard);
			assertThat(heard).doesNotHaveDuplicates();
			assertThat(heard.get(0)).startsWith("1 ");
			assertThat(heard.get(599)).startsWith("600 ");
			assertThat(heard.stream().map((line) -> line.substring(line.indexOf(' ') + 1)))
				.filteredOn((data) -> data.startsWith("two-"))
				.containsExactlyElementsOf(numbered("two-", 300));
		}
	}

	@Test
	void usersAreFoundSentToAndDisconnectedWhereverTheyAre() {
		try (PlainClient here = ONE.client("carl"); PlainClient there = TWO.client("carl")) {
			UserConnections found = done(ONE.clients().connections("carl"));
			assertThat(found.complete()).isTrue();
			assertThat(found.connections()).extracting((connection) -> connection.node().name())
				.containsExactly("one", "two");

			assertThat(done(ONE.clients().send("carl", "hello")).connections()).isEqualTo(2);
			assertThat(message(here)).isEqualTo("hello");
			assertThat(message(there)).isEqualTo("hello");

			String client = found.connections().get(1).client().value();
			assertThat(done(ONE.clients().disconnectClient(client)).connections()).isEqualTo(1);
			assertThat(there.awaitClose().code()).isEqualTo(3503);
			assertThat(done(TWO.clients().disconnect("carl")).connections()).isEqualTo(1);
			assertThat(here.awaitClose().code()).isEqualTo(3503);
			await().until(() -> done(TWO.clients().connections("carl")).connections().isEmpty());
		}
	}

	@Test
	void presenceAndItsChangesCoverBoth() {
		try (PlainClient here = ONE.client("dora")) {
			here.ask("subscribe", "{\"channel\":\"room:both\",\"join_leave\":true}");
			PlainClient there = TWO.client("emil");
			there.subscribe("room:both");

			assertThat(here.await((line) -> line.path("push").has("join")
					&& line.path("push").path("join").path("info").path("user").asString().equals("emil")))
				.isNotNull();
			JsonNode stats = here.ask("presence_stats", "{\"channel\":\"room:both\"}").path("presence_stats");
			assertThat(stats.path("num_clients").asInt()).isEqualTo(2);
			assertThat(stats.path("num_users").asInt()).isEqualTo(2);
			there.close();
			assertThat(here.await((line) -> line.path("push").has("leave")
					&& line.path("push").path("leave").path("info").path("user").asString().equals("emil")))
				.isNotNull();
			assertThat(here.ask("presence", "{\"channel\":\"room:both\"}").path("presence").path("presence"))
				.hasSize(1);
		}
	}

	@Test
	void oneConnectionPerUserReplacesTheOneOnTheOtherNode() {
		String cluster = UUID.randomUUID().toString();
		String limit = "realtime.limits.max-connections-per-user=1";
		try (TestNode three = TestNode.start("three", SERVER.uri(), cluster, limit);
				TestNode four = TestNode.start("four", SERVER.uri(), cluster, limit);
				PlainClient older = three.client("anna");
				PlainClient newer = four.client("anna")) {
			assertThat(older.awaitClose().code()).isEqualTo(4501);
			await().untilAsserted(() -> assertThat(done(three.clients().connections("anna")).connections()).hasSize(1));
			assertThat(newer.isClosed()).isFalse();
		}
	}

	@Test
	void nodeThatStopsIsMissedAtOnce() {
		TestNode three = TestNode.start("three", SERVER.uri(), CLUSTER);
		PlainClient gone = three.client("fritz");
		PlainClient stays = ONE.client("gerd");
		await().untilAsserted(() -> assertThat(done(ONE.clients().count()).connections()).isGreaterThanOrEqualTo(2));

		three.close();

		assertThat(gone.awaitClose().code()).isEqualTo(3001);
		await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
			assertThat(done(ONE.clients().count()).complete()).isTrue();
			assertThat(done(ONE.clients().connections("fritz")).connections()).isEmpty();
		});
		stays.close();
	}

	@Test
	void personalChannelReachesAUserAlsoAfterwards() {
		String cluster = UUID.randomUUID().toString();
		String[] personal = { "realtime.personal-channel=user:{id}", "realtime.channels[0].pattern=user:*",
				"realtime.channels[0].recovery=stream", "realtime.channels[0].history.size=10" };
		try (TestNode three = TestNode.start("three", SERVER.uri(), cluster, personal);
				TestNode four = TestNode.start("four", SERVER.uri(), cluster, personal);
				PlainClient client = three.client("anna")) {
			assertThat(done(four.clients().send("anna", "hello")).position()).isNotNull();
			JsonNode push = client.await((line) -> line.path("push").has("pub")).path("push");
			assertThat(push.path("channel").asString()).isEqualTo("user:anna");
			assertThat(push.path("pub").path("data").asString()).isEqualTo("hello");
		}
	}

	private static List<String> numbered(String prefix, int count) {
		List<String> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			all.add(prefix + i);
		}
		return all;
	}

	private static List<String> heard(PlainClient client, int count) {
		List<String> heard = new ArrayList<>();
		while (heard.size() < count) {
			JsonNode publication = client.await((line) -> line.path("push").has("pub")).path("push").path("pub");
			heard.add(publication.path("offset").asLong() + " " + publication.path("data").asString());
		}
		return heard;
	}

	private static String message(PlainClient client) {
		return client.await((line) -> line.path("push").has("message"))
			.path("push")
			.path("message")
			.path("data")
			.asString();
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(10, TimeUnit.SECONDS);
		return future.join();
	}

}
