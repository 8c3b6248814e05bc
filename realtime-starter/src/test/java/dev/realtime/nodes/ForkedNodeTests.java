package dev.realtime.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What an orchestrator sees of a node: whether it is ready, and how it ends. */
class ForkedNodeTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final int CLIENTS = 6;

	@Test
	void nodeThatIsAskedToEndIsNotReadyAndGivesItsClientsAwayFirst() throws Exception {
		try (ForkedApplication node = start("--realtime.drain.rate=2", "--realtime.drain.shutdown=20s")) {
			List<PlainClient> clients = IntStream.range(0, CLIENTS)
				.mapToObj((i) -> TestNode.client(node.port(), "user-" + i))
				.toList();
			assertThat(readiness(node)).isEqualTo(200);

			node.terminate();
			await().until(() -> readiness(node) == 503);
			assertThat(clients).as("so soon").anyMatch((client) -> !client.isClosed());
			assertThat(clients)
				.allSatisfy((client) -> assertThat(client.awaitClose()).returns(3001, PlainClient.Closed::code));

			assertThat(node.awaitEnd(Duration.ofSeconds(30))).as("128 and the signal").isEqualTo(143);
			assertThat(node.output()).contains("Closing " + CLIENTS + " connections", "Graceful shutdown complete");
		}
	}

	@Test
	void nodeThatStandsStillAnswersWhenItGoesOn() throws Exception {
		try (ForkedApplication node = start()) {
			node.pause();
			assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> readiness(node));

			node.resume();
			assertThat(readiness(node)).isEqualTo(200);
		}
	}

	private static ForkedApplication start(String... arguments) {
		String[] all = new String[arguments.length + 1];
		all[0] = "--realtime.broker=memory";
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return ForkedApplication.start(NodeApplication.class, all);
	}

	private static int readiness(ForkedApplication node) throws IOException, InterruptedException {
		URI address = URI.create("http://localhost:" + node.port() + "/actuator/health/readiness");
		HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(3)).build();
		return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

}
