package dev.realtime.benchmark.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.benchmark.payload.StampedPayload;

/**
 * Takes the load generator's orders, one line each, over a single loopback connection.
 *
 * <p>
 * {@code publish <sequence> <moment> <size>} has no answer, {@code gc} is answered with
 * the bytes of heap in use after a full collection, {@code figures} with one line of
 * whatever figures the server has, after a full collection. Publishing happens on the
 * thread that reads the orders, as it would on one thread of an application. When the
 * connection ends, or none comes within a minute, the endpoint says so: a server without
 * its load generator has no reason to live.
 */
public final class ControlEndpoint implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ControlEndpoint.class);

	private static final int PATIENCE_MILLIS = (int) TimeUnit.MINUTES.toMillis(1);

	private final ServerSocket socket;

	private final Outlet outlet;

	private final Supplier<String> figures;

	private final Runnable whenOver;

	/**
	 * Listens on a free loopback port.
	 * @param outlet where publications go
	 * @param figures tells the figures of the server in one line
	 * @param whenOver run once when no order can come any more
	 * @throws IOException if no port can be had
	 */
	public ControlEndpoint(Outlet outlet, Supplier<String> figures, Runnable whenOver) throws IOException {
		this.outlet = outlet;
		this.figures = figures;
		this.whenOver = whenOver;
		this.socket = new ServerSocket();
		this.socket.setSoTimeout(PATIENCE_MILLIS);
		this.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		Thread thread = new Thread(this::serve, "benchmark-control");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Returns where orders are taken.
	 * @return a loopback port
	 */
	public int port() {
		return this.socket.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private void serve() {
		try (Socket control = this.socket.accept()) {
			control.setTcpNoDelay(true);
			BufferedReader orders = new BufferedReader(
					new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
			for (String order = orders.readLine(); order != null; order = orders.readLine()) {
				obey(order.split(" "), control.getOutputStream());
			}
		}
		catch (IOException | RuntimeException ex) {
			if (!this.socket.isClosed()) {
				logger.warn("The control connection ended: {}", ex.toString());
			}
		}
		finally {
			this.whenOver.run();
		}
	}

	private void obey(String[] order, OutputStream answers) throws IOException {
		switch (order[0]) {
			case "publish" -> this.outlet.publish(StampedPayload.write(Long.parseLong(order[1]),
					Long.parseLong(order[2]), Integer.parseInt(order[3])));
			case "gc" -> answers.write((heapInUse() + "\n").getBytes(StandardCharsets.US_ASCII));
			case "figures" -> {
				heapInUse();
				answers.write((this.figures.get() + "\n").getBytes(StandardCharsets.US_ASCII));
			}
			default -> throw new IllegalArgumentException("Unknown order '" + order[0] + "'");
		}
	}

	private static long heapInUse() {
		// The second collection takes what finalizers and reference queues of the first
		// one let go.
		System.gc();
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
