package dev.realtime.transport.servlet;

import java.util.concurrent.Executor;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

import dev.realtime.protocol.CloseReason;
import dev.realtime.session.Sessions;
import dev.realtime.transport.servlet.FrameAssembler.FrameTooBigException;

/**
 * Brings Spring's WebSocket sessions and ours together. Takes messages in parts, so that
 * the container needs only a small buffer per connection and the limit on a message is
 * ours.
 */
final class RealtimeWebSocketHandler implements WebSocketHandler {

	private static final Logger logger = LoggerFactory.getLogger(RealtimeWebSocketHandler.class);

	/** Characters and bytes a container buffers of an incoming message. */
	private static final int PART_SIZE = 512;

	private static final String CONNECTION = RealtimeWebSocketHandler.class.getName();

	private final Sessions sessions;

	private final ServletTransportSettings settings;

	private final Executor closer;

	RealtimeWebSocketHandler(Sessions sessions, ServletTransportSettings settings, Executor closer) {
		this.sessions = sessions;
		this.settings = settings;
		this.closer = closer;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession webSocket) {
		webSocket.setTextMessageSizeLimit(PART_SIZE);
		webSocket.setBinaryMessageSizeLimit(PART_SIZE);
		Session standard = ((NativeWebSocketSession) webSocket).getNativeSession(Session.class);
		if (standard == null) {
			throw new IllegalStateException(
					"The container's WebSocket sessions are not those of jakarta.websocket: " + webSocket.getClass());
		}
		// Containers have idle timeouts of their own, 30 seconds on Jetty. Who is silent
		// for too long is decided by our heartbeat alone.
		standard.setMaxIdleTimeout(0);
		ServletConnection connection = new ServletConnection(webSocket, standard, this.closer,
				this.settings.maxFrameBytes());
		connection.attach(
				this.sessions.open(connection, Visitor.handshake(webSocket.getAttributes(), webSocket.getPrincipal())));
		webSocket.getAttributes().put(CONNECTION, connection);
	}

	@Override
	public void handleMessage(WebSocketSession webSocket, WebSocketMessage<?> message) {
		ServletConnection connection = connection(webSocket);
		if (connection == null) {
			return;
		}
		if (message instanceof TextMessage text) {
			received(connection, text);
		}
		else if (message instanceof BinaryMessage) {
			refuse(connection, CloseReason.BAD_REQUEST.because("this endpoint takes text frames, not binary ones"));
		}
		// What is left are WebSocket pongs, which answer nothing of ours.
	}

	@Override
	public void handleTransportError(WebSocketSession webSocket, Throwable failure) {
		// The end that follows has the code; this comes first and would hide it.
		logger.debug("WebSocket {} failed", webSocket.getId(), failure);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession webSocket, CloseStatus status) {
		ServletConnection connection = connection(webSocket);
		if (connection != null) {
			String reason = status.getReason();
			connection.session().disconnected(status.getCode(), (reason != null) ? reason : "");
		}
	}

	@Override
	public boolean supportsPartialMessages() {
		return true;
	}

	private void received(ServletConnection connection, TextMessage text) {
		try {
			byte[] frame = connection.assembler().add(text.getPayload(), text.isLast());
			if (frame != null) {
				connection.session().received(frame, frame.length);
			}
		}
		catch (FrameTooBigException ex) {
			refuse(connection, CloseReason.MESSAGE_TOO_BIG.because(ex.getMessage() + ", the limit is "
					+ this.settings.maxFrameBytes() + " (realtime.limits.max-frame-size)"));
		}
	}

	private static void refuse(ServletConnection connection, CloseReason reason) {
		connection.session().loop().execute(() -> connection.session().close(reason));
	}

	/** Nothing if the connection failed before it was one of ours. */
	private static @Nullable ServletConnection connection(WebSocketSession webSocket) {
		return (ServletConnection) webSocket.getAttributes().get(CONNECTION);
	}

}
