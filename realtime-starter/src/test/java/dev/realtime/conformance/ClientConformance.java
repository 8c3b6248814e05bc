package dev.realtime.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.realtime.RealtimePublisher;
import dev.realtime.channel.ChannelStats;
import dev.realtime.channel.Channels;
import dev.realtime.message.Payload;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;
import dev.realtime.testing.RealClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The published client library, unchanged, and our own against a running application;
 * what extends it says on which server.
 */
abstract class ClientConformance {

	private final NodeScripts scripts = NodeScripts.prepared();

	/** How each asks for deltas. */
	private static final Map<RealClient, String> DELTAS = Map.of(RealClient.SDK, "{\"delta\":\"fossil\"}",
			RealClient.OWN, "{\"delta\":true}");

	@Autowired
	private RealtimePublisher publisher;

	private ChannelStats stats;

	@Autowired
	void stats(Channels channels) {
		this.stats = channels.stats();
	}

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@EnumSource
	void clientThatWasCutOffRecoversEveryPublicationOnceAndInOrder(RealClient kind) {
		String channel = "room:" + kind;
		try (NodeProcess client = kind.start(this.scripts, url(), channel)) {
			client.await("subscribed");
			publish(channel, 1, 10);
			client.await("publication", (publication) -> publication.path("data").asInt() == 10);

			client.ask("cut", "reset", true);
			publish(channel, 11, 60);

			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("wasRecovering").asBoolean()).isTrue();
			assertThat(subscribed.path("recovered").asBoolean()).isTrue();
			client.await("publication", (publication) -> publication.path("data").asInt() == 60);
			assertThat(client.events("publication")).extracting((publication) -> publication.path("data").asInt())
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
			assertThat(client.events("publication")).extracting((publication) -> publication.path("offset").asLong())
				.isSorted()
				.doesNotHaveDuplicates();
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientBeyondTheHistoryIsToldSo(RealClient kind) {
		String channel = "short:" + kind;
		try (NodeProcess client = kind.start(this.scripts, url(), channel)) {
			client.await("subscribed");
			publish(channel, 1, 1);
			client.await("publication");

			client.ask("disconnect");
			publish(channel, 2, 300);
			client.ask("connect");

			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("wasRecovering").asBoolean()).isTrue();
			assertThat(subscribed.path("recovered").asBoolean()).isFalse();
			assertThat(subscribed.path("position").path("offset").asInt()).isEqualTo(300);
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientOfACacheChannelRecoversTheNewestOnly(RealClient kind) {
		String channel = "score:" + kind;
		try (NodeProcess client = kind.start(this.scripts, url(), channel)) {
			client.await("subscribed");
			publish(channel, 1, 1);
			client.await("publication");

			client.ask("disconnect");
			publish(channel, 2, 5);
			client.ask("connect");

			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("recovered").asBoolean()).isTrue();
			client.await("publication", (publication) -> publication.path("data").asInt() == 5);
			assertThat(client.events("publication")).extracting((publication) -> publication.path("data").asInt())
				.containsExactly(1, 5);
		}
	}

	@ParameterizedTest
	@EnumSource
	void fanOfAMatchGetsTheNewestScoreAndEveryLineOfCommentaryItMissed(RealClient kind) {
		String score = "match:" + kind + ":score";
		String commentary = "match:" + kind + ":commentary";
		try (NodeProcess client = kind.start(this.scripts, url(), score, commentary)) {
			client.await("subscribed");
			client.await("subscribed");
			play(score, commentary, 1, 5);
			awaitLast(client, score, 5);
			awaitLast(client, commentary, 5);

			client.ask("cut", "reset", true);
			play(score, commentary, 6, 30);

			assertThat(client.await("subscribed").path("recovered").asBoolean()).isTrue();
			assertThat(client.await("subscribed").path("recovered").asBoolean()).isTrue();
			awaitLast(client, score, 30);
			awaitLast(client, commentary, 30);
			assertThat(offsets(client, commentary))
				.containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
			assertThat(offsets(client, score)).isSorted().doesNotHaveDuplicates().startsWith(1L).endsWith(30L);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatTravelsAsDifferencesIsWhatWasPublished(RealClient kind) {
		String channel = "card:" + kind;
		try (NodeProcess client = kind.start(this.scripts, "--subscription=" + DELTAS.get(kind), url(), channel)) {
			client.await("subscribed");
			long before = this.stats.deltaSaved();
			publishCards(channel, 1, 50);
			client.await("publication", (publication) -> publication.path("data").path("ball").asInt() == 50);
			assertThat(this.stats.deltaSaved() - before).as("bytes saved").isGreaterThan(49 * 800);

			client.ask("cut", "reset", true);
			publishCards(channel, 51, 100);
			client.await("subscribed");
			client.await("publication", (publication) -> publication.path("data").path("ball").asInt() == 100);
			publishCards(channel, 101, 110);
			client.await("publication", (publication) -> publication.path("data").path("ball").asInt() == 110);

			assertThat(client.events("publication").stream().map((publication) -> publication.path("data").toString()))
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 110).mapToObj(ClientConformance::card).toList());
			assertThat(client.events("disconnected")).isEmpty();
		}
	}

	private void publishCards(String channel, int from, int to) {
		for (int ball = from; ball <= to; ball++) {
			this.publisher.publish(channel, Payload.json(card(ball))).toCompletableFuture().join();
		}
	}

	/** A kilobyte of which one ball changes little. */
	private static String card(int ball) {
		return "{\"ball\":" + ball + ",\"batter\":\"" + ((ball % 3 == 0) ? "कोहली 🏏" : "Pollard") + "\",\"rest\":\""
				+ "मुंबई इंडियंस v Chennai ".repeat(24) + "\",\"runs\":" + 3 * ball + "}";
	}

	@ParameterizedTest
	@EnumSource
	void channelWithoutHistoryDeliversWithoutPositions(RealClient kind) {
		String channel = "plain:" + kind;
		try (NodeProcess client = kind.start(this.scripts, url(), channel)) {
			client.await("subscribed");

			publish(channel, 1, 3);

			client.await("publication", (publication) -> publication.path("data").asInt() == 3);
			assertThat(client.events("publication")).extracting((publication) -> publication.path("data").asInt())
				.containsExactly(1, 2, 3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void unknownChannelIsRefused(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, url(), "nowhere:1")) {
			assertThat(client.await("unsubscribed").path("code").asInt()).isEqualTo(102);
		}
	}

	@ParameterizedTest
	@EnumSource
	void methodsAnswerAndRefuse(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, url())) {
			client.await("connected");

			assertThat(client.ask("rpc", "method", "double", "data", Map.of("value", 21)).path("result").toString())
				.contains("42");
			assertThat(client.ask("rpc", "method", "double", "data", Map.of("value", 1000)).path("code").asInt())
				.isEqualTo(107);
			assertThat(client.ask("rpc", "method", "nonsense").path("code").asInt()).isEqualTo(104);
		}
	}

	@ParameterizedTest
	@EnumSource
	void stateComesWithTheSubscription(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, url(), "state:42")) {
			assertThat(client.await("subscribed").path("data").path("id").asString()).isEqualTo("42");
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientsSeeEachOther(RealClient kind) {
		String channel = "room:together-" + kind;
		try (NodeProcess first = kind.start(this.scripts, "--subscription={\"joinLeave\":true}", url(), channel)) {
			first.await("subscribed");
			try (NodeProcess second = kind.start(this.scripts, url(), channel)) {
				second.await("subscribed");
				first.await("join");

				assertThat(second.ask("presenceStats", "channel", channel).path("result").toString()).contains("2");
				second.ask("publish", "channel", channel, "data", Map.of("text", "नमस्ते 🏏"));

				JsonNode heard = first.await("publication");
				assertThat(heard.path("data").path("text").asString()).isEqualTo("नमस्ते 🏏");
				assertThat(heard.path("info").path("client").asString()).isNotEmpty();
				assertThat(second.ask("history", "channel", channel, "options", Map.of("limit", 10))
					.path("result")
					.path("publications")).hasSize(1);
			}
			first.await("leave");
		}
	}

	@ParameterizedTest
	@EnumSource
	void unsubscribedClientMaySubscribeAgainAtOnce(RealClient kind) {
		String channel = "room:again-" + kind;
		try (NodeProcess client = kind.start(this.scripts, url(), channel)) {
			client.await("subscribed");

			client.ask("unsubscribe", "channel", channel);
			client.ask("subscribe", "channel", channel);

			client.await("subscribed");
			publish(channel, 1, 1);
			client.await("publication");
			assertThat(client.events("unsubscribed")).extracting((event) -> event.path("code").asInt())
				.allMatch((code) -> code < 100);
		}
	}

	private void play(String score, String commentary, int from, int to) {
		for (int ball = from; ball <= to; ball++) {
			publish(score, ball, ball);
			publish(commentary, ball, ball);
		}
	}

	private static void awaitLast(NodeProcess client, String channel, int ball) {
		await().atMost(Duration.ofSeconds(15))
			.untilAsserted(() -> assertThat(offsets(client, channel)).endsWith((long) ball));
	}

	private static List<Long> offsets(NodeProcess client, String channel) {
		return client.events("publication")
			.stream()
			.filter((publication) -> publication.path("channel").asString().equals(channel))
			.map((publication) -> publication.path("offset").asLong())
			.toList();
	}

	private String url() {
		return "ws://localhost:" + this.port + "/realtime/websocket";
	}

	private void publish(String channel, int from, int to) {
		List<Integer> all = IntStream.rangeClosed(from, to).boxed().toList();
		for (int number : all) {
			this.publisher.publish(channel, number).toCompletableFuture().join();
		}
	}

}
