package dev.realtime.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar that is shipped, alone: it starts, serves the page and the match, and ends when
 * it is told to.
 */
class SampleJarIT {

	private static final String SCORE = "match:ipl-2019-final:score";

	private static final Duration START = Duration.ofSeconds(60);

	private static final Duration STOP = Duration.ofSeconds(10);

	/** What a process returns that was ended by SIGTERM, after its shutdown hooks. */
	private static final int TERMINATED = 128 + 15;

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void jarServesTheMatchAndEndsCleanly() throws Exception {
		try (RunningJar jar = RunningJar.start("--sample.cricket.ball-interval=100ms")) {
			String address = "localhost:" + jar.port(START);
			assertThat(get(address, "/actuator/health")).contains("\"status\":\"UP\"");
			assertThat(get(address, "/")).contains("Mumbai Indians v Chennai Super Kings", "</html>");
			assertThat(get(address, "/realtime/client.js")).contains("export class RealtimeClient");

			Lines lines = new Lines();
			WebSocket socket = this.http.newWebSocketBuilder()
				.buildAsync(URI.create("ws://" + address + "/realtime/websocket"), lines)
				.get(START.toSeconds(), TimeUnit.SECONDS);
			socket.sendText("{\"id\":1,\"connect\":{}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + SCORE + "\"}}",
					true);
			assertThat(lines.next("/connect").path("client").asString()).isNotEmpty();
			lines.next("/subscribe");
			JsonNode first = lines.next("/push/pub");
			JsonNode second = lines.next("/push/pub");
			assertThat(second.path("offset").asLong()).isEqualTo(first.path("offset").asLong() + 1);
			assertThat(second.at("/data/sequence").asInt()).isEqualTo(first.at("/data/sequence").asInt() + 1);

			assertThat(jar.terminate(STOP)).isEqualTo(TERMINATED);
			assertThat(lines.closed.get(STOP.toSeconds(), TimeUnit.SECONDS)).isEqualTo(3001);
			assertThat(jar.output()).contains("Graceful shutdown complete")
				.doesNotContain(" WARN ", " ERROR ", "Exception");
		}
	}

	private String get(String address, String path) throws Exception {
		HttpResponse<String> response = this.http
			.send(HttpRequest.newBuilder(URI.create("http://" + address + path)).build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return response.body();
	}

	/**
	 * What the server says, line by line.
	 */
	private static final class Lines implements WebSocket.Listener {

		private final JsonMapper mapper = new JsonMapper();

		private final BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		private final StringBuilder frame = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.frame.append(data);
			if (last) {
				this.frame.toString().lines().map(this.mapper::readTree).forEach(this.lines::add);
				this.frame.setLength(0);
			}
			return WebSocket.Listener.super.onText(socket, data, last);
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.closed.complete(code);
			return null;
		}

		/** Skips what is something else. */
		JsonNode next(String pointer) throws InterruptedException {
			JsonNode line = this.lines.poll(START.toSeconds(), TimeUnit.SECONDS);
			while (line != null && line.at(pointer).isMissingNode()) {
				line = this.lines.poll(START.toSeconds(), TimeUnit.SECONDS);
			}
			assertThat(line).as("a line with " + pointer).isNotNull();
			return line.at(pointer);
		}

	}

}
