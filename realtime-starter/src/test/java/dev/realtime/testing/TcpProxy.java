package dev.realtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands between a client and a server on 127.0.0.1: a balancer that may send the next
 * connection elsewhere, and a network that may fail. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

	private static final int BACKLOG = 1024;

	private final ServerSocket listener;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile InetSocketAddress target;

	private boolean stalled;

	private TcpProxy(InetSocketAddress target, ServerSocketFactory sockets) {
		this.target = target;
		try {
			this.listener = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::accept);
	}

	/**
	 * Opens a proxy.
	 * @param port of the server
	 * @return the proxy
	 */
	public static TcpProxy to(int port) {
		return to(local(port));
	}

	/**
	 * Opens a proxy.
	 * @param server where the server is
	 * @return the proxy
	 */
	public static TcpProxy to(InetSocketAddress server) {
		return new TcpProxy(server, ServerSocketFactory.getDefault());
	}

	/**
	 * Opens a proxy that takes TLS off.
	 * @param port of the server, which speaks without
	 * @param tls has the certificate
	 * @return the proxy
	 */
	public static TcpProxy tls(int port, SSLContext tls) {
		return new TcpProxy(local(port), tls.getServerSocketFactory());
	}

	/**
	 * Returns where it listens.
	 * @return its port on 127.0.0.1
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Sends new connections to another server; those there are stay.
	 * @param port of the server
	 */
	public void target(int port) {
		this.target = local(port);
	}

	/**
	 * Lets nothing pass in either direction, and ends nothing: what both sides see is
	 * silence. New connections are accepted and hear nothing.
	 */
	public synchronized void stall() {
		this.stalled = true;
	}

	/**
	 * Ends every connection without a farewell, and lets new ones pass again.
	 */
	public void reset() {
		synchronized (this) {
			this.stalled = false;
			notifyAll();
		}
		this.sockets.forEach(TcpProxy::abort);
	}

	/**
	 * Lets everything pass again, what was held back first.
	 */
	public synchronized void flow() {
		this.stalled = false;
		notifyAll();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		reset();
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				connect(this.listener.accept());
			}
			catch (IOException ex) {
				if (!this.listener.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void connect(Socket client) {
		try {
			Socket server = new Socket(this.target.getAddress(), this.target.getPort());
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
			this.sockets.add(client);
			this.sockets.add(server);
			daemon(() -> pump(client, server));
			daemon(() -> pump(server, client));
		}
		catch (IOException ex) {
			// The server is away: the client sees what it would see without a proxy.
			abort(client);
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] buffer = new byte[16_384];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				awaitFlow();
				out.write(buffer, 0, length);
			}
		}
		catch (IOException ex) {
			// One side has ended, so both do.
			abort(from);
			abort(to);
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

	private synchronized void awaitFlow() {
		while (this.stalled) {
			try {
				wait();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private static InetSocketAddress local(int port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	private static void abort(Socket socket) {
		try {
			socket.setSoLinger(true, 0);
			socket.close();
		}
		catch (IOException ex) {
			// It was closed already, which is what is wanted.
			Thread.onSpinWait();
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "tcp-proxy");
		thread.setDaemon(true);
		thread.start();
	}

}
