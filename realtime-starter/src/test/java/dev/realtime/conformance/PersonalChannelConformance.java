package dev.realtime.conformance;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.realtime.PersonalChannels;
import dev.realtime.RealtimePublisher;
import dev.realtime.message.ChannelName;
import dev.realtime.message.UserId;
import dev.realtime.testing.FaultyBroker;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.RealClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Users and their own channels, as the published client library, unchanged, and our own
 * see them; what extends it says on which server.
 */
abstract class PersonalChannelConformance {

	private final NodeScripts scripts = NodeScripts.prepared();

	@Autowired
	private RealtimePublisher publisher;

	@Autowired
	private PersonalChannels personal;

	@Autowired
	private FaultyBroker broker;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@EnumSource
	void everyConnectionOfTheUserHearsItAndNobodyElseDoes(RealClient kind) {
		String alice = "alice-" + kind;
		try (NodeProcess phone = start(kind, alice);
				NodeProcess laptop = start(kind, alice);
				NodeProcess bob = start(kind, "bob-" + kind)) {
			assertThat(phone.await("subscribed").path("channel").asString()).isEqualTo("user:" + alice);
			laptop.await("subscribed");
			bob.await("subscribed");

			publish(alice, 1, 3);
			publish("bob-" + kind, 100, 100);

			awaitLast(phone, 3);
			awaitLast(laptop, 3);
			// To bob it was published last: what he had to hear before, he has heard.
			awaitLast(bob, 100);
			assertThat(numbers(phone)).containsExactly(1, 2, 3);
			assertThat(numbers(laptop)).containsExactly(1, 2, 3);
			assertThat(numbers(bob)).containsExactly(100);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatWasPublishedWhileTheClientWasCutOffIsRecovered(RealClient kind) {
		String user = "traveller-" + kind;
		try (NodeProcess client = start(kind, user)) {
			client.await("subscribed");
			publish(user, 1, 2);
			awaitLast(client, 2);

			client.ask("disconnect");
			publish(user, 3, 5);
			client.ask("connect");

			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("wasRecovering").asBoolean()).isTrue();
			assertThat(subscribed.path("recovered").asBoolean()).isTrue();
			awaitLast(client, 5);

			client.ask("cut", "reset", true);
			publish(user, 6, 8);

			assertThat(client.await("subscribed").path("recovered").asBoolean()).isTrue();
			awaitLast(client, 8);
			assertThat(numbers(client)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anotherUsersChannelIsRefusedAndOnesOwnIsThereAlready(RealClient kind) {
		try (NodeProcess bob = start(kind, "bob", "user:alice", "user:bob")) {
			assertThat(bob.await("unsubscribed", (event) -> event.path("channel").asString().equals("user:alice"))
				.path("code")
				.asInt()).isEqualTo(103);
			await().atMost(Duration.ofSeconds(15))
				.untilAsserted(() -> assertThat(bob.events("unsubscribed"))
					.filteredOn((event) -> event.path("channel").asString().equals("user:bob"))
					.extracting((event) -> event.path("code").asInt())
					.containsExactly(105));
		}
	}

	@ParameterizedTest
	@EnumSource
	void streamThatStartedOverBringsTheClientBackAndItIsToldThatSomethingIsMissing(RealClient kind) {
		String user = "unlucky-" + kind;
		try (NodeProcess client = start(kind, user)) {
			client.await("subscribed");
			publish(user, 1, 2);
			awaitLast(client, 2);

			this.broker.lose(this.personal.of(UserId.of(user)));

			JsonNode connecting = client.await("connecting");
			assertThat(connecting.path("code").asInt()).isEqualTo(3010);
			assertThat(connecting.path("reason").asString()).startsWith("insufficient state");
			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("wasRecovering").asBoolean()).isTrue();
			assertThat(subscribed.path("recovered").asBoolean()).isFalse();
			publish(user, 3, 4);
			awaitLast(client, 4);
			assertThat(numbers(client)).containsExactly(1, 2, 3, 4);
			assertThat(client.events("connecting")).filteredOn((event) -> event.path("code").asInt() == 3010)
				.hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void idThatIsNoChannelNameHasAChannelAllTheSame(RealClient kind) {
		String user = "Dr. No: 100% " + "नमस्ते".repeat(60) + kind;
		try (NodeProcess client = start(kind, user)) {
			ChannelName channel = this.personal.of(UserId.of(user));
			assertThat(client.await("subscribed").path("channel").asString()).isEqualTo(channel.value());

			publish(user, 1, 2);

			awaitLast(client, 2);
			assertThat(numbers(client)).containsExactly(1, 2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "subscribe", "publish", "history", "presence", "presence_stats" })
	void nothingCanBeDoneWithAnotherUsersChannelWhateverTheAuthorizerSays(String command) {
		try (PlainClient bob = PlainClient.open(url())) {
			bob.ask("connect", "{\"token\":\"bob\"}");

			assertThat(ask(bob, command, "user:alice").path("error").path("code").asInt()).isEqualTo(103);
			assertThat(ask(bob, command, "user:alice:open").has("error")).isFalse();
		}
	}

	@Test
	void clientWithoutAUserHasNoneAndMayNotHaveOne() {
		try (PlainClient nobody = PlainClient.open(url())) {
			assertThat(nobody.ask("connect", "{}").path("connect").has("subs")).isFalse();

			assertThat(ask(nobody, "subscribe", "user:alice").path("error").path("code").asInt()).isEqualTo(103);
		}
	}

	private static JsonNode ask(PlainClient client, String command, String channel) {
		return client.ask(command, "{\"channel\":\"" + channel + "\",\"data\":1}");
	}

	private NodeProcess start(RealClient kind, String user, String... channels) {
		String[] arguments = new String[channels.length + 2];
		arguments[0] = "--options={\"token\":\"" + user + "\"}";
		arguments[1] = url();
		System.arraycopy(channels, 0, arguments, 2, channels.length);
		return kind.start(this.scripts, arguments);
	}

	private void publish(String user, int from, int to) {
		String channel = this.personal.of(UserId.of(user)).value();
		IntStream.rangeClosed(from, to)
			.forEach((number) -> this.publisher.publish(channel, number).toCompletableFuture().join());
	}

	private static void awaitLast(NodeProcess client, int number) {
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(numbers(client)).endsWith(number));
	}

	private static List<Integer> numbers(NodeProcess client) {
		return client.events("publication").stream().map((event) -> event.path("data").asInt()).toList();
	}

	private String url() {
		return "ws://localhost:" + this.port + "/realtime/websocket";
	}

}
