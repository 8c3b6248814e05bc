package dev.realtime.readme;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The protocol by hand: what is sent is what the test writes, what comes is JSON. Every
 * wait is bounded.
 */
final class JsonClient implements AutoCloseable, WebSocket.Listener {

	private static final int PATIENCE_SECONDS = 15;

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();

	private final StringBuilder partial = new StringBuilder();

	private final WebSocket webSocket;

	JsonClient(int port) {
		this.webSocket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://localhost:" + port + "/realtime/websocket"), this)
			.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
			.join();
	}

	/** Sends a command with an id and waits for its reply. */
	JsonNode ask(String command) {
		int id = MAPPER.readTree(command).path("id").asInt();
		this.webSocket.sendText(command, true).join();
		return await("reply " + id, (message) -> message.path("id").asInt() == id);
	}

	/** Waits for the next publication of a channel. */
	JsonNode awaitPublication(String channel) {
		return await("publication of " + channel, (message) -> message.path("push").has("pub")
				&& message.path("push").path("channel").asString().equals(channel))
			.path("push")
			.path("pub");
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
		this.partial.append(text);
		if (last) {
			this.partial.toString().lines().map(MAPPER::readTree).forEach(this.arrived::add);
			this.partial.setLength(0);
		}
		source.request(1);
		return null;
	}

	@Override
	public void close() {
		this.webSocket.abort();
	}

	private JsonNode await(String what, Predicate<JsonNode> condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		try {
			while (true) {
				JsonNode message = this.arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (message == null) {
					throw new AssertionError("No " + what + " within " + PATIENCE_SECONDS + " s");
				}
				if (condition.test(message)) {
					return message;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + what, ex);
		}
	}

}
