package dev.realtime.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Proves the harness, and our own client beside the published SDK, against a small server
 * that is itself a script.
 */
class NodeProcessTests {

	private final NodeScripts scripts = NodeScripts.prepared();

	private NodeProcess server;

	private String url;

	@BeforeEach
	void startServer() {
		this.server = this.scripts.start("scripted-server.mjs", "3");
		this.url = this.server.await("listening").path("url").asString();
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void clientThatWasCutOffRecoversWhatItMissed(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, this.url, "news")) {
			client.await("subscribed");
			publish("one", "two");
			client.await("publication", (publication) -> publication.path("data").asString().equals("two"));

			client.ask("cut", "reset", true);
			publish("three", "four");

			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("wasRecovering").asBoolean()).isTrue();
			assertThat(subscribed.path("recovered").asBoolean()).isTrue();
			client.await("publication", (publication) -> publication.path("offset").asInt() == 4);
			assertThat(client.events("publication")).extracting((publication) -> publication.path("data").asString())
				.containsExactly("one", "two", "three", "four");
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientThatMissedTooMuchIsToldSo(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, this.url, "news")) {
			client.await("subscribed");
			client.ask("disconnect");
			publish("1", "2", "3", "4");

			client.ask("connect");

			JsonNode subscribed = client.await("subscribed");
			assertThat(subscribed.path("wasRecovering").asBoolean()).isTrue();
			assertThat(subscribed.path("recovered").asBoolean()).isFalse();
			assertThat(subscribed.path("position").path("offset").asInt()).isEqualTo(4);
			if (kind == RealClient.OWN) {
				assertThat(client.await("resync").path("position").path("offset").asInt()).isEqualTo(4);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void commandsAreAnsweredOrRefused(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, this.url, "news")) {
			client.await("subscribed");

			assertThat(client.ask("rpc", "method", "echo", "data", Map.of("a", 1)).path("result").path("a").asInt())
				.isEqualTo(1);
			assertThat(client.ask("rpc", "method", "nonsense").path("code").asInt()).isEqualTo(104);
			assertThat(client.ask("publish", "channel", "news", "data", List.of(7)).path("event").asString())
				.isEqualTo("reply");
			assertThat(client.await("publication").path("data").get(0).asInt()).isEqualTo(7);
			assertThat(client.ask("history", "channel", "news", "options", Map.of("limit", 10))
				.path("result")
				.path("publications")).hasSize(1);
			assertThat(client.ask("presence", "channel", "news").path("result").path("clients")).hasSize(1);
			assertThat(client.ask("presenceStats", "channel", "news").path("result").path("numClients").asInt())
				.isEqualTo(1);
			client.ask("send", "data", "hello");
			assertThat(client.await("message").path("data").asString()).isEqualTo("hello");
			client.ask("subscribe", "channel", "sport");
			client.await("subscribed", (subscribed) -> subscribed.path("channel").asString().equals("sport"));
			client.ask("unsubscribe", "channel", "news");
			assertThat(client.await("unsubscribed").path("channel").asString()).isEqualTo("news");
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientObeysTheCodesOfTheServer(RealClient kind) {
		try (NodeProcess client = kind.start(this.scripts, this.url, "news")) {
			client.await("subscribed");
			publish("one");
			client.await("publication");

			this.server.ask("unsubscribe", "channel", "news", "code", 2500);
			assertThat(client.await("subscribed").path("recovered").asBoolean()).isTrue();
			this.server.ask("close", "code", 3001);
			assertThat(client.await("subscribed").path("recovered").asBoolean()).isTrue();
			this.server.ask("close", "code", 3503);

			assertThat(client.await("disconnected").path("code").asInt()).isEqualTo(3503);
		}
	}

	@Test
	void scriptEndsWhenItIsToldTo() {
		try (NodeProcess client = this.scripts.startSdk(this.url)) {
			assertThat(client.ask("exit").path("event").asString()).isEqualTo("reply");

			assertThat(client.awaitExit(Duration.ofSeconds(10))).isZero();
		}
	}

	@Test
	void failureHoldsAllTheScriptSaid() {
		try (NodeProcess client = this.scripts.startSdk(this.url)) {
			client.await("connected");
			assertThat(client.ask("nonsense").path("message").asString()).contains("Unknown command 'nonsense'");
			client.close();

			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.await("never"))
				.withMessageContaining("ended without 'never'")
				.withMessageContaining("\"connected\"");
		}
	}

	@Test
	void missingProgramIsNamedWithItsRemedy(@TempDir Path folder) {
		assertThatIllegalStateException().isThrownBy(() -> NodeProcess.start(folder, List.of("no-such-node")))
			.withMessageContaining("'no-such-node' could not be started: install Node.js");
	}

	private void publish(String... data) {
		for (String each : data) {
			this.server.ask("publish", "channel", "news", "data", each);
		}
	}

}
