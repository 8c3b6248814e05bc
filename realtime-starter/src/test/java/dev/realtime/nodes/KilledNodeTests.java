package dev.realtime.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import dev.realtime.UserConnections.Connection;
import dev.realtime.message.NodeId;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.RealClient;
import dev.realtime.testing.TcpProxy;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of the clients and the traces of a node that was killed. */
class KilledNodeTests {

	private static final Logger logger = LoggerFactory.getLogger(KilledNodeTests.class);

	private static final int PUBLICATIONS = 10_000;

	private static final int CLIENTS = 5000;

	private static final Duration LEASE = Duration.ofSeconds(15);

	private static final RedisServer SERVER = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@ParameterizedTest
	@EnumSource
	void realClientRecoversOnAnotherNodeInTheMiddleOfManyPublications(RealClient kind) {
		NodeScripts scripts = NodeScripts.prepared();
		try (ForkedApplication dying = TestNode.fork("dying", SERVER.uri(), this.cluster);
				TestNode other = TestNode.start("other", SERVER.uri(), this.cluster);
				TcpProxy balancer = TcpProxy.to(dying.port());
				NodeProcess client = kind.start(scripts, TestNode.url(balancer.port()), "long:match")) {
			client.await("subscribed");
			for (int i = 1; i <= PUBLICATIONS; i++) {
				CompletionStage<?> published = other.publisher().publish("long:match", i);
				if (i == PUBLICATIONS / 2) {
					balancer.target(other.port());
					dying.kill();
				}
				if (i % 50 == 0) {
					done(published);
				}
			}

			client.await("publication", (publication) -> publication.path("data").asInt() == PUBLICATIONS);
			List<JsonNode> heard = client.events("publication");
			assertThat(heard).extracting((publication) -> publication.path("data").asInt())
				.containsExactlyElementsOf(IntStream.rangeClosed(1, PUBLICATIONS).boxed().toList());
			assertThat(heard).extracting((publication) -> publication.path("offset").asLong())
				.containsExactlyElementsOf(LongStream.rangeClosed(1, PUBLICATIONS).boxed().toList());
			List<JsonNode> subscribed = client.events("subscribed");
			assertThat(subscribed).hasSizeGreaterThanOrEqualTo(2);
			assertThat(subscribed.subList(1, subscribed.size()))
				.allSatisfy((again) -> assertThat(again.path("recovered").asBoolean()).isTrue());
		}
	}

	@Test
	void nothingOfItIsLeftAfterItsLeaseAndItsUsersAreBackAtOnce() {
		String limit = "realtime.limits.max-connections-per-user=1";
		try (ForkedApplication dying = TestNode.fork("dying", SERVER.uri(), this.cluster, limit);
				TestNode other = TestNode.start("other", SERVER.uri(), this.cluster, limit);
				PlainClient watcher = other.client("watcher")) {
			PlainClient anna = TestNode.client(dying.port(), "anna");
			PlainClient ben = TestNode.client(dying.port(), "ben");
			watcher.ask("subscribe", "{\"channel\":\"room:1\",\"join_leave\":true}");
			anna.subscribe("room:1");
			ben.subscribe("room:1");
			await().until(() -> present(watcher) == 3);
			assertThat(done(other.clients().connections("ben")).connections()).hasSize(1);

			long killed = System.nanoTime();
			dying.kill();

			PlainClient annaAgain = other.client("anna");
			Duration back = since(killed);
			logger.info("The user limited to one connection is back {} ms after the node was killed", back.toMillis());
			assertThat(back).isLessThan(Duration.ofSeconds(3));
			assertThat(done(other.clients().connections("anna")).connections())
				.extracting((Connection connection) -> connection.node().name())
				.containsExactly("other");
			assertThat(done(other.clients().connections("ben")).connections()).as("confirmed by nobody").isEmpty();

			assertThat(leaves(watcher, 2)).containsExactlyInAnyOrder("anna", "ben");
			Duration clean = since(killed);
			logger.info("Presence is clean {} ms after the node was killed", clean.toMillis());
			assertThat(clean).isLessThan(LEASE.plusSeconds(2));
			assertThat(present(watcher)).isEqualTo(1);
			await().atMost(Duration.ofSeconds(5)).until(() -> !SERVER.command("KEYS *").contains("dying"));
			assertThat(keys(":u:ben")).as("directory").isZero();
			assertThat(keys(":o:")).as("what the node that lives owns").isEqualTo(ownedBy(other));
			annaAgain.close();
		}
	}

	@Test
	void thousandsRecoverOnAnotherNodeWithFewCommandsForEachChannel() {
		int channels = 5;
		try (ForkedApplication dying = TestNode.fork("dying", SERVER.uri(), this.cluster);
				ForkedApplication other = TestNode.fork("other", SERVER.uri(), this.cluster);
				TestNode publisher = TestNode.start("publisher", SERVER.uri(), this.cluster);
				ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> "long:" + i % channels, (i) -> "")) {
			crowd.connect(dying.port());
			await().atMost(Duration.ofSeconds(60)).until(() -> crowd.connected() == CLIENTS);
			publish(publisher, channels, 20);
			await().atMost(Duration.ofSeconds(30)).until(() -> crowd.received() == 20L * CLIENTS);

			dying.kill();
			await().atMost(Duration.ofSeconds(30)).until(() -> crowd.connected() == 0);
			publish(publisher, channels, 50);
			Map<String, Long> before = SERVER.commandCalls();
			long start = System.nanoTime();
			crowd.connect(other.port());
			await().atMost(Duration.ofSeconds(60))
				.until(() -> crowd.connected() == CLIENTS && crowd.received() == 70L * CLIENTS);
			Duration took = since(start);

			Map<String, Long> calls = new TreeMap<>(SERVER.commandCalls());
			before.forEach((command, count) -> calls.merge(command, -count, Long::sum));
			calls.values().removeIf((count) -> count == 0);
			logger.info("{} clients are back after {} ms; Redis was asked for {}", CLIENTS, took.toMillis(), calls);
			assertThat(crowd.refusals()).isEmpty();
			assertThat(crowd.missing()).isZero();
			assertThat(crowd.repeated()).isZero();
			assertThat(crowd.recovered()).isEqualTo(CLIENTS);
			assertThat(calls.getOrDefault("xrange", 0L) + calls.getOrDefault("xrevrange", 0L)).as("reads of history")
				.isLessThanOrEqualTo(2L * channels);
			assertThat(calls.getOrDefault("evalsha", 0L)).as("scripts, with those of leases and probes")
				.isLessThanOrEqualTo(5L * channels + 4 * took.toSeconds() + 10);
		}
	}

	private static void publish(TestNode node, int channels, int count) {
		for (int i = 0; i < count; i++) {
			for (int channel = 0; channel < channels; channel++) {
				done(node.publisher().publish("long:" + channel, "p" + i));
			}
		}
	}

	private static int present(PlainClient client) {
		return client.ask("presence_stats", "{\"channel\":\"room:1\"}")
			.path("presence_stats")
			.path("num_clients")
			.asInt();
	}

	private static List<String> leaves(PlainClient client, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> client.await((line) -> line.path("push").has("leave"), LEASE.plusSeconds(5))
				.path("push")
				.path("leave")
				.path("info")
				.path("user")
				.asString())
			.toList();
	}

	private long keys(String part) {
		return SERVER.command("KEYS rt:" + this.cluster + "*" + part + "*")
			.lines()
			.filter((line) -> line.contains(part))
			.count();
	}

	private long ownedBy(TestNode node) {
		return keys(":" + node.bean(NodeId.class).incarnation() + ".");
	}

	private static Duration since(long nanos) {
		return Duration.ofNanos(System.nanoTime() - nanos);
	}

	private static <T> T done(CompletionStage<T> stage) {
		assertThat(stage.toCompletableFuture()).succeedsWithin(10, TimeUnit.SECONDS);
		return stage.toCompletableFuture().join();
	}

}
