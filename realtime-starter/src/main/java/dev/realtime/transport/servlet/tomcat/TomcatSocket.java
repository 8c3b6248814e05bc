package dev.realtime.transport.servlet.tomcat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import dev.realtime.session.Handshake;
import dev.realtime.session.Sessions;

/**
 * A socket that Tomcat has upgraded. Tomcat's threads bring what happens to it: they read
 * and decode, and leave everything else to the loop.
 */
public final class TomcatSocket implements InternalHttpUpgradeHandler {

	/** As much as Tomcat reads at a time with the socket buffers it is tuned to. */
	private static final int READ_BYTES = 512;

	private @Nullable SocketWrapperBase<?> socket;

	private @Nullable Sessions sessions;

	private @Nullable Handshake handshake;

	private int maxFrameBytes;

	private @Nullable TomcatConnection connection;

	/**
	 * Made by Tomcat, which fills in the socket.
	 */
	public TomcatSocket() {
	}

	/** Before Tomcat has answered the handshake. */
	void prepare(Sessions newSessions, Handshake newHandshake, int newMaxFrameBytes) {
		this.sessions = newSessions;
		this.handshake = newHandshake;
		this.maxFrameBytes = newMaxFrameBytes;
	}

	@Override
	public void setSocketWrapper(SocketWrapperBase<?> newSocket) {
		this.socket = newSocket;
	}

	@Override
	public void init(WebConnection webConnection) {
		if (this.socket == null || this.sessions == null || this.handshake == null) {
			throw new IllegalStateException("Tomcat opens a socket that was not prepared");
		}
		TomcatConnection opened = new TomcatConnection(this.socket, this.maxFrameBytes);
		opened.attach(this.sessions.open(opened, this.handshake));
		this.connection = opened;
		this.sessions = null;
		this.handshake = null;
	}

	@Override
	public SocketState upgradeDispatch(SocketEvent event) {
		TomcatConnection opened = connection();
		switch (event) {
			case OPEN_READ -> {
				return read(opened);
			}
			case OPEN_WRITE -> {
				opened.writable();
				return SocketState.UPGRADED;
			}
			case STOP, DISCONNECT, TIMEOUT, ERROR, CONNECT_FAIL -> {
				opened.gone(event.name().toLowerCase(Locale.ROOT));
				return SocketState.CLOSED;
			}
		}
		throw new IllegalStateException("Unknown event " + event);
	}

	@Override
	public void timeoutAsync(long now) {
		// Liveness is the heartbeat's.
	}

	@Override
	public void setSslSupport(SSLSupport sslSupport) {
		// Nothing here asks about TLS.
	}

	@Override
	public void pause() {
		// Sessions are closed before the container pauses.
	}

	@Override
	public void destroy() {
		TomcatConnection opened = this.connection;
		if (opened != null) {
			opened.gone("closed by the container");
		}
		else if (this.handshake != null) {
			this.handshake.leave();
		}
	}

	private SocketState read(TomcatConnection opened) {
		try {
			ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
			int count;
			do {
				in.clear();
				count = opened.socket().read(false, in);
				if (count < 0) {
					throw new EOFException();
				}
				in.flip();
				opened.received(in);
			}
			while (count == READ_BYTES && !opened.isPaused());
			if (opened.isGone()) {
				return SocketState.CLOSED;
			}
			// A suspended socket is not watched until it is processed again.
			return opened.isPaused() ? SocketState.SUSPENDED : SocketState.UPGRADED;
		}
		catch (EOFException ex) {
			opened.gone("end of stream");
			return SocketState.CLOSED;
		}
		catch (IOException | RuntimeException ex) {
			// Whatever broke: this socket is of no more use, and Tomcat closes it.
			opened.gone(ex.toString());
			return SocketState.CLOSED;
		}
	}

	private TomcatConnection connection() {
		TomcatConnection opened = this.connection;
		if (opened == null) {
			throw new IllegalStateException("Tomcat uses a socket before it has opened it");
		}
		return opened;
	}

}
