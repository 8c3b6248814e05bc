package dev.realtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A bad network between a client and a server, imitated where the kernel cannot make one:
 * every segment is late by a random time, and what TCP makes of a lost one is a pause of
 * a retransmission timeout in which everything behind it waits. No more is under way at a
 * time than the congestion window that losses leave. Thread-safe.
 */
public final class LossyLink implements AutoCloseable {

	/** What an Ethernet frame carries. */
	private static final int SEGMENT_BYTES = 1460;

	/** Eleven segments: more is never under way where each twentieth is lost. */
	private static final int UNDER_WAY_BYTES = 16_384;

	private static final int LEAST_TIMEOUT_MILLIS = 200;

	private static final int MOST_TIMEOUT_MILLIS = 400;

	private final ServerSocket listener;

	private final InetSocketAddress server;

	private final Conditions conditions;

	private final Random random;

	private final Queue<Socket> sockets = new ArrayDeque<>();

	private boolean clear;

	/**
	 * Opens a link that is bad at once.
	 * @param server where the server is
	 * @param conditions how bad
	 * @param seed of the lot
	 */
	public LossyLink(InetSocketAddress server, Conditions conditions, long seed) {
		this.server = server;
		this.conditions = conditions;
		this.random = new Random(seed);
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			// Inherited by what is accepted; large ones would hide what the link is.
			this.listener.setReceiveBufferSize(UNDER_WAY_BYTES);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::accept);
	}

	/**
	 * Returns where it listens.
	 * @return an address on this machine
	 */
	public InetSocketAddress address() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), this.listener.getLocalPort());
	}

	/**
	 * Delays and loses nothing from now on, and lets go of what it holds.
	 */
	public synchronized void clear() {
		this.clear = true;
		notifyAll();
	}

	@Override
	public synchronized void close() {
		close(this.listener);
		this.sockets.forEach(LossyLink::close);
		clear();
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				connect(this.listener.accept());
			}
			catch (IOException ex) {
				// Closed by the test, or the server is away: the client hears nothing.
				close(this.listener);
			}
		}
	}

	private synchronized void connect(Socket client) throws IOException {
		Socket behind = new Socket();
		behind.setReceiveBufferSize(UNDER_WAY_BYTES);
		behind.connect(this.server);
		client.setTcpNoDelay(true);
		behind.setTcpNoDelay(true);
		this.sockets.add(client);
		this.sockets.add(behind);
		carry(client, behind);
		carry(behind, client);
	}

	private void carry(Socket from, Socket to) {
		Direction direction = new Direction(from, to);
		daemon(direction::take);
		daemon(direction::give);
	}

	private static void close(AutoCloseable socket) {
		try {
			socket.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "lossy-link");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * How bad it is, in each direction.
	 *
	 * @param delayMillis how late a segment is
	 * @param jitterMillis how much more or less that may be
	 * @param lossPercent how many of a hundred segments are lost
	 */
	public record Conditions(int delayMillis, int jitterMillis, int lossPercent) {

		@Override
		public String toString() {
			return this.delayMillis + " +- " + this.jitterMillis + " ms, " + this.lossPercent + " % loss";
		}

	}

	private record Segment(byte[] bytes, long dueNanos) {

	}

	/** One way; what it holds is guarded by the link. */
	private final class Direction {

		private final Socket from;

		private final Socket to;

		private final Queue<Segment> underWay = new ArrayDeque<>();

		private int underWayBytes;

		private long lastDue = System.nanoTime();

		private boolean ended;

		Direction(Socket from, Socket to) {
			this.from = from;
			this.to = to;
		}

		void take() {
			byte[] buffer = new byte[SEGMENT_BYTES];
			try (this.from) {
				InputStream in = this.from.getInputStream();
				for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
					add(Arrays.copyOf(buffer, length));
				}
			}
			catch (IOException ex) {
				// One side has ended, so the other does, too.
				close(this.to);
			}
			end();
		}

		void give() {
			try (this.to) {
				OutputStream out = this.to.getOutputStream();
				for (@Nullable
				Segment segment = next(); segment != null; segment = next()) {
					out.write(segment.bytes);
				}
			}
			catch (IOException ex) {
				close(this.from);
			}
		}

		private void add(byte[] bytes) {
			synchronized (LossyLink.this) {
				while (this.underWayBytes + bytes.length > UNDER_WAY_BYTES && !this.ended) {
					await(0);
				}
				this.lastDue = Math.max(this.lastDue, System.nanoTime() + millis(delay()));
				if (LossyLink.this.random.nextInt(100) < LossyLink.this.conditions.lossPercent) {
					this.lastDue += millis(
							LossyLink.this.random.nextInt(LEAST_TIMEOUT_MILLIS, MOST_TIMEOUT_MILLIS + 1));
				}
				this.underWay.add(new Segment(bytes, this.lastDue));
				this.underWayBytes += bytes.length;
				LossyLink.this.notifyAll();
			}
		}

		private int delay() {
			Conditions now = LossyLink.this.conditions;
			return now.delayMillis - now.jitterMillis + LossyLink.this.random.nextInt(2 * now.jitterMillis + 1);
		}

		private @Nullable Segment next() {
			synchronized (LossyLink.this) {
				while (true) {
					Segment first = this.underWay.peek();
					if (first == null && this.ended) {
						return null;
					}
					long left = (first != null && !LossyLink.this.clear) ? first.dueNanos - System.nanoTime() : 0;
					if (first != null && left <= 0) {
						this.underWay.remove();
						this.underWayBytes -= first.bytes.length;
						LossyLink.this.notifyAll();
						return first;
					}
					await((first != null) ? TimeUnit.NANOSECONDS.toMillis(left) + 1 : 0);
				}
			}
		}

		private void end() {
			synchronized (LossyLink.this) {
				this.ended = true;
				LossyLink.this.notifyAll();
			}
		}

		private void await(long milliseconds) {
			try {
				LossyLink.this.wait(milliseconds);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static long millis(int milliseconds) {
			return TimeUnit.MILLISECONDS.toNanos(milliseconds);
		}

	}

}
