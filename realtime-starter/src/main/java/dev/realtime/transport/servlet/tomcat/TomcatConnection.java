package dev.realtime.transport.servlet.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Lock;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.session.ClientSession;
import dev.realtime.session.Connection;

/**
 * Writes to a socket of Tomcat's from the loop, without blocking: what the socket does
 * not take stays here until Tomcat says that it is writable again. Reading happens on
 * Tomcat's threads, one at a time, and everything else on the loop.
 */
final class TomcatConnection implements Connection, FrameReader.Sink {

	/** How long a client may take to answer our close before the socket goes. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private static final int MAX_WAITING_PONGS = 2;

	private static final int NO_STATUS = 1005;

	private static final int ABNORMAL = 1006;

	private final SocketWrapperBase<?> socket;

	private final FrameReader reader;

	private @Nullable ClientSession session;

	/** What the socket has not taken yet. */
	private @Nullable ByteBuffer writing;

	/** Whether the session waits to hear that its frame was written. */
	private boolean sessionWrites;

	/** Frames that wait for the one being written; absent when none do. */
	private @Nullable Queue<ByteBuffer> waiting;

	private boolean closing;

	/**
	 * Nothing that arrives is of interest any more. Set on the reading thread or the
	 * loop.
	 */
	private volatile boolean deaf;

	private volatile boolean gone;

	/** Tomcat's threads leave the socket alone. Set on the loop. */
	private volatile boolean paused;

	TomcatConnection(SocketWrapperBase<?> socket, int maxFrameBytes) {
		this.socket = socket;
		this.reader = new FrameReader(maxFrameBytes);
	}

	/** Before any other thread knows of the connection. */
	void attach(ClientSession newSession) {
		this.session = newSession;
	}

	SocketWrapperBase<?> socket() {
		return this.socket;
	}

	boolean isGone() {
		return this.gone;
	}

	/** On the reading thread. */
	void received(ByteBuffer in) {
		if (this.deaf) {
			return;
		}
		try {
			this.reader.read(in, this);
		}
		catch (FrameException ex) {
			this.deaf = true;
			session().loop().execute(() -> session().close(ex.closeReason()));
		}
	}

	@Override
	public void text(byte[] utf8, int length) {
		session().received(utf8, length);
	}

	@Override
	public void ping(byte[] payload) {
		session().loop().execute(() -> pong(FrameWriter.pong(payload)));
	}

	@Override
	public void close(byte[] payload) {
		this.deaf = true;
		int code = (payload.length >= 2) ? (payload[0] & 0xFF) << 8 | payload[1] & 0xFF : NO_STATUS;
		String reason = (payload.length > 2) ? new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8) : "";
		session().disconnected(code, reason);
		session().loop().execute(() -> {
			if (this.closing) {
				// This is the answer to our own close: that was all.
				closeSocket();
			}
			else {
				closeWith(FrameWriter.closeEcho(payload));
				closeWhenWritten();
			}
		});
	}

	/** Any thread: the socket is of no more use. */
	void gone(String reason) {
		if (!this.gone) {
			this.gone = true;
			session().disconnected(ABNORMAL, reason);
		}
	}

	/** On Tomcat's threads: the socket takes bytes again. */
	void writable() {
		session().loop().execute(this::proceed);
	}

	@Override
	public void write(EncodedFrame frame) {
		this.sessionWrites = true;
		queue(FrameWriter.text(frame));
	}

	@Override
	public boolean pauseReading() {
		this.paused = true;
		return true;
	}

	@Override
	public void resumeReading() {
		this.paused = false;
		if (!this.gone) {
			// Waits for the thread that suspends the socket, if there is one just now.
			this.socket.processSocket(SocketEvent.OPEN_READ, true);
		}
	}

	boolean isPaused() {
		return this.paused && !this.gone;
	}

	@Override
	public void close(CloseReason reason) {
		this.deaf = true;
		closeWith(FrameWriter.close(reason));
	}

	private void closeWith(ByteBuffer frame) {
		if (this.closing || this.gone) {
			return;
		}
		this.closing = true;
		queue(frame);
		session().loop().schedule(CLOSE_TIMEOUT, this::closeSocket);
	}

	private void closeWhenWritten() {
		if (this.writing == null) {
			closeSocket();
		}
	}

	/**
	 * Never while one of Tomcat's threads is busy with the socket: when it was done it
	 * would note that something may still happen to it, and keep it in memory for ever.
	 * If one is, the socket is closed behind it, without waiting here.
	 */
	private void closeSocket() {
		gone("closed");
		Lock busy = this.socket.getLock();
		if (busy.tryLock()) {
			try {
				this.socket.close();
			}
			finally {
				busy.unlock();
			}
		}
		else {
			this.socket.processSocket(SocketEvent.DISCONNECT, true);
		}
	}

	/**
	 * A client that sends pings and does not read gets a few answers, not all of them.
	 */
	private void pong(ByteBuffer frame) {
		boolean enough = this.waiting != null && this.waiting.size() >= MAX_WAITING_PONGS;
		if (!this.closing && !this.gone && !enough) {
			queue(frame);
		}
	}

	/** Behind what is being written, which a frame must not be put into. */
	private void queue(ByteBuffer frame) {
		if (this.writing == null) {
			this.writing = frame;
			proceed();
			return;
		}
		Queue<ByteBuffer> behind = (this.waiting != null) ? this.waiting : new ArrayDeque<>(1);
		behind.add(frame);
		this.waiting = behind;
	}

	/** Writes as much as the socket takes; on the loop. */
	private void proceed() {
		ByteBuffer current = this.writing;
		if (current == null) {
			return;
		}
		try {
			while (current != null) {
				channel().write(current);
				if (current.hasRemaining()) {
					this.socket.registerWriteInterest();
					return;
				}
				current = next();
			}
		}
		catch (IOException | RuntimeException ex) {
			failed(ex);
		}
	}

	/** The frame is written: tells the session, or goes on with what waits. */
	private @Nullable ByteBuffer next() {
		this.writing = (this.waiting != null) ? this.waiting.poll() : null;
		if (this.writing == null) {
			this.waiting = null;
			if (this.sessionWrites) {
				this.sessionWrites = false;
				session().written();
			}
			if (this.closing && this.writing == null) {
				sayNoMore();
			}
		}
		return this.writing;
	}

	/** The close frame is out: the client reads the end of the stream behind it. */
	private void sayNoMore() {
		try {
			((NioChannel) this.socket.getSocket()).getIOChannel().shutdownOutput();
		}
		catch (IOException | RuntimeException ex) {
			// The other side has gone first; the socket is closed all the same.
			closeSocket();
		}
	}

	private void failed(Exception cause) {
		this.writing = null;
		this.waiting = null;
		this.closing = true;
		if (this.sessionWrites) {
			this.sessionWrites = false;
			session().writeFailed(cause);
		}
		closeSocket();
	}

	private NioChannel channel() throws ClosedChannelException {
		if (this.gone) {
			throw new ClosedChannelException();
		}
		return (NioChannel) this.socket.getSocket();
	}

	private ClientSession session() {
		ClientSession attached = this.session;
		if (attached == null) {
			throw new IllegalStateException("The connection is used before its session is open");
		}
		return attached;
	}

}
