package dev.realtime.benchmark.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A client on a real socket that subscribes, answers pings and tells what it hears.
 */
final class Listener implements WebSocket.Listener, AutoCloseable {

	private final LongConsumer heard;

	private final StringBuilder partial = new StringBuilder();

	private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

	private final WebSocket socket;

	Listener(int port, String channel, LongConsumer heard) {
		this.heard = heard;
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + port + "/realtime/websocket"), this)
			.join();
		this.socket
			.sendText("{\"id\":1,\"connect\":{}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + channel + "\"}}", true)
			.join();
		this.subscribed.orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Override
	public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		this.partial.append(data);
		if (last) {
			String text = this.partial.toString();
			this.partial.setLength(0);
			if (text.contains("\"subscribe\":")) {
				this.subscribed.complete(null);
			}
			else if (text.contains("\"push\"")) {
				Offsets.of(text, this.heard);
			}
			if (text.lines().anyMatch("{}"::equals)) {
				from.sendText("{}", true);
			}
		}
		from.request(1);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
