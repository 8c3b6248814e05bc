package dev.realtime.transport.servlet;

import java.util.List;
import java.util.Map;

import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import dev.realtime.security.OriginPolicy;
import dev.realtime.session.Sessions;

/**
 * The front door of the room: what answers under which path.
 */
public final class ServletTransport {

	private final CloseThreads closer = new CloseThreads();

	private final ServletTransportStats stats = new ServletTransportStats();

	private final Map<String, HttpRequestHandler> handlers;

	/**
	 * Makes the handlers.
	 * @param path where they answer, such as {@code /realtime}
	 * @param sessions opens sessions
	 * @param origins which pages may connect
	 * @param settings bounds
	 * @param upgrade makes the container's own upgrade, or answers the standard one
	 */
	public ServletTransport(String path, Sessions sessions, OriginPolicy origins, ServletTransportSettings settings,
			UpgradeStrategyFactory upgrade) {
		RealtimeWebSocketHandler handler = new RealtimeWebSocketHandler(sessions, settings, this.closer);
		WebSocketHttpRequestHandler webSocket = new WebSocketHttpRequestHandler(handler,
				new DefaultHandshakeHandler(upgrade.create(sessions, settings, new LeanUpgradeStrategy())));
		webSocket.setHandshakeInterceptors(
				List.of(new HandshakeGate(origins, sessions, this.stats, settings.maxConnections())));
		this.handlers = Map.of(path + "/websocket", webSocket, path + "/client.js", new ClientScript());
	}

	/**
	 * Returns what answers under which path.
	 * @return path to handler
	 */
	public Map<String, HttpRequestHandler> handlers() {
		return this.handlers;
	}

	/**
	 * Returns what the transport has done.
	 * @return a live view, any thread
	 */
	public ServletTransportStats stats() {
		return this.stats;
	}

	/**
	 * Lets its threads go once they have closed what they were asked to.
	 */
	public void stop() {
		this.closer.stop();
	}

}
