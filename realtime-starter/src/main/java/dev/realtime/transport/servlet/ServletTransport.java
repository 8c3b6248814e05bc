package dev.realtime.transport.servlet;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import dev.realtime.admission.Doorkeeper;
import dev.realtime.message.NodeId;
import dev.realtime.security.OriginPolicy;
import dev.realtime.session.IdleEviction;
import dev.realtime.session.Sessions;

/**
 * The front door of the room: what answers under which path.
 */
public final class ServletTransport {

	private final CloseThreads closer = new CloseThreads();

	private final ServletTransportStats stats = new ServletTransportStats();

	private final Doorkeeper doorkeeper;

	private final Map<String, HttpRequestHandler> handlers;

	/**
	 * Makes the handlers.
	 * @param self this node
	 * @param path where they answer, such as {@code /realtime}
	 * @param sessions opens sessions
	 * @param origins which pages may connect
	 * @param doorkeeper lets clients in
	 * @param settings bounds, and what clients are told
	 * @param upgrade makes the container's own upgrade, or answers the standard one
	 */
	public ServletTransport(NodeId self, String path, Sessions sessions, OriginPolicy origins, Doorkeeper doorkeeper,
			ServletTransportSettings settings, UpgradeStrategyFactory upgrade) {
		RealtimeWebSocketHandler handler = new RealtimeWebSocketHandler(sessions, settings, this.closer);
		WebSocketHttpRequestHandler webSocket = new WebSocketHttpRequestHandler(handler,
				new DefaultHandshakeHandler(upgrade.create(sessions, settings, new LeanUpgradeStrategy())));
		this.doorkeeper = doorkeeper;
		webSocket.setHandshakeInterceptors(
				List.of(new HandshakeGate(origins, doorkeeper, new Affinity(settings.affinity(), self), sessions,
						new IdleEviction(sessions, settings.idleAfter()), this.stats)));
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
	 * Answers further handshakes with 503: the application is about to end. Any thread.
	 */
	public void refuse() {
		this.doorkeeper.close();
	}

	/**
	 * Waits until its threads have closed what they were asked to, and lets them go.
	 * @param patience how long to wait at most
	 */
	public void stop(Duration patience) {
		this.closer.stop(patience);
	}

}
