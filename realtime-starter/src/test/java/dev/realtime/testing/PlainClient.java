package dev.realtime.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that speaks the JSON protocol line by line and does nothing by itself, not
 * even answer pings unless it is told to.
 */
public final class PlainClient implements AutoCloseable, WebSocket.Listener {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final long PATIENCE_SECONDS = 10;

	private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();

	private final StringBuilder partial = new StringBuilder();

	private final CompletableFuture<Closed> closed = new CompletableFuture<>();

	private final WebSocket webSocket;

	private volatile boolean answering;

	private int id;

	private PlainClient(String url, String... headers) {
		WebSocket.Builder builder = HTTP.newWebSocketBuilder();
		for (int i = 0; i < headers.length; i += 2) {
			builder.header(headers[i], headers[i + 1]);
		}
		this.webSocket = builder.buildAsync(URI.create(url), this).join();
	}

	/**
	 * Opens a WebSocket and says nothing yet.
	 * @param url where
	 * @param headers names and values in turn
	 * @return the client; a refused handshake is a
	 * {@link java.util.concurrent.CompletionException}
	 */
	public static PlainClient open(String url, String... headers) {
		return new PlainClient(url, headers);
	}

	/**
	 * Opens a WebSocket and connects.
	 * @param url where
	 * @param headers names and values in turn
	 * @return the connected client
	 */
	public static PlainClient connect(String url, String... headers) {
		PlainClient client = open(url, headers);
		JsonNode reply = client.ask("connect", "{}");
		if (!reply.has("connect")) {
			throw new AssertionError("Not connected: " + reply);
		}
		return client;
	}

	/**
	 * Answers pings from now on, as every client should that stays for long.
	 * @return this client
	 */
	public PlainClient answeringPings() {
		this.answering = true;
		return this;
	}

	/**
	 * Sends a command and waits for its reply.
	 * @param command name of the command
	 * @param body its fields as JSON
	 * @return the reply
	 */
	public JsonNode ask(String command, String body) {
		int asked = say(command, body);
		return await((reply) -> reply.path("id").asInt() == asked);
	}

	/**
	 * Sends a command and waits for nothing.
	 * @param command name of the command
	 * @param body its fields as JSON
	 * @return the command's number
	 */
	public int say(String command, String body) {
		int said = ++this.id;
		send("{\"id\":" + said + ",\"" + command + "\":" + body + "}");
		return said;
	}

	/**
	 * Subscribes and expects to be let in.
	 * @param channel the channel
	 * @return the reply's content
	 */
	public JsonNode subscribe(String channel) {
		JsonNode reply = ask("subscribe", "{\"channel\":\"" + channel + "\"}");
		if (!reply.has("subscribe")) {
			throw new AssertionError("Not subscribed: " + reply);
		}
		return reply.get("subscribe");
	}

	/**
	 * Waits for a publication.
	 * @return its data
	 */
	public JsonNode publication() {
		return await((line) -> line.path("push").has("pub")).path("push").path("pub").path("data");
	}

	/**
	 * Waits for a line, throwing away what does not match.
	 * @param wanted what it must be
	 * @return the line
	 */
	public JsonNode await(Predicate<JsonNode> wanted) {
		return await(wanted, Duration.ofSeconds(PATIENCE_SECONDS));
	}

	/**
	 * Waits for a line, throwing away what does not match.
	 * @param wanted what it must be
	 * @param patience how long nothing may be heard
	 * @return the line
	 */
	public JsonNode await(Predicate<JsonNode> wanted, Duration patience) {
		try {
			while (true) {
				JsonNode line = this.heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
				if (line == null) {
					throw new AssertionError("Nothing that matches was heard, closed: " + this.closed);
				}
				if (wanted.test(line)) {
					return line;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * Whether the server has closed.
	 * @return whether a close frame was heard
	 */
	public boolean isClosed() {
		return this.closed.isDone() && !this.closed.isCompletedExceptionally();
	}

	/**
	 * Waits until the server has closed.
	 * @return how
	 */
	public Closed awaitClose() {
		return this.closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

	@Override
	public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.partial.append(data);
		if (last) {
			this.partial.toString().lines().map(JSON::readTree).forEach(this::heard);
			this.partial.setLength(0);
		}
		socket.request(1);
		return CompletableFuture.completedFuture(null);
	}

	private void heard(JsonNode line) {
		if (this.answering && line.isEmpty()) {
			send("{}");
		}
		this.heard.add(line);
	}

	/** One at a time, as the platform demands. */
	private synchronized void send(String text) {
		this.webSocket.sendText(text, true).join();
	}

	@Override
	public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
		this.closed.complete(new Closed(code, reason));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void onError(WebSocket socket, Throwable error) {
		this.closed.completeExceptionally(error);
	}

	@Override
	public void close() {
		this.webSocket.abort();
	}

	/**
	 * How the server closed.
	 *
	 * @param code close code
	 * @param reason plain words
	 */
	public record Closed(int code, String reason) {

	}

}
