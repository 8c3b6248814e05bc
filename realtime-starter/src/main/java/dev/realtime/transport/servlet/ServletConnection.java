package dev.realtime.transport.servlet;

import java.io.IOException;
import java.util.concurrent.Executor;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.session.ClientSession;
import dev.realtime.session.Connection;

/**
 * A WebSocket of the servlet container. Writes asynchronously, so that a client that does
 * not read holds nobody up; closes on a thread of its own, because containers block while
 * they send a close frame behind a write that is stuck.
 */
final class ServletConnection implements Connection, SendHandler {

	private static final Logger logger = LoggerFactory.getLogger(ServletConnection.class);

	/** How long a client may take to answer a close frame before its socket is cut. */
	private static final long CLOSE_TIMEOUT_MILLIS = 5_000;

	/** Tomcat's name for it; its default is 30 seconds. */
	private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	private final WebSocketSession webSocket;

	private final Session standard;

	private final Executor closer;

	private final FrameAssembler assembler;

	private @Nullable ClientSession session;

	ServletConnection(WebSocketSession webSocket, Session standard, Executor closer, int maxFrameBytes) {
		this.webSocket = webSocket;
		this.standard = standard;
		this.closer = closer;
		this.assembler = new FrameAssembler(maxFrameBytes);
	}

	/** Before any other thread knows of the connection. */
	void attach(ClientSession newSession) {
		this.session = newSession;
	}

	ClientSession session() {
		ClientSession attached = this.session;
		if (attached == null) {
			throw new IllegalStateException("The connection is used before its session is open");
		}
		return attached;
	}

	FrameAssembler assembler() {
		return this.assembler;
	}

	@Override
	public void write(EncodedFrame frame) {
		try {
			this.standard.getAsyncRemote().sendText(frame.text(), this);
		}
		catch (RuntimeException ex) {
			// The container refuses when the socket is closing; whoever closes it tells.
			session().writeFailed(ex);
		}
	}

	@Override
	public void onResult(SendResult result) {
		if (result.isOK()) {
			session().written();
		}
		else {
			session().writeFailed(result.getException());
		}
	}

	@Override
	public void close(CloseReason reason) {
		this.closer.execute(() -> {
			try {
				limitClosing();
				this.webSocket.close(new CloseStatus(reason.code(), reason.reason()));
			}
			catch (IOException | RuntimeException ex) {
				// It was to be closed and is now; there is nobody left to tell.
				logger.debug("Closing {} failed", this.webSocket.getId(), ex);
			}
		});
	}

	/**
	 * A client that does not read the close frame, or does not answer it, is not waited
	 * for.
	 */
	private void limitClosing() {
		this.standard.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
		// Jetty waits as long as it lets a connection be idle.
		this.standard.setMaxIdleTimeout(CLOSE_TIMEOUT_MILLIS);
	}

}
