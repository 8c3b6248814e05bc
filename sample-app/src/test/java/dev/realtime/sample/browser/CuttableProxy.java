package dev.realtime.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network that can fail: passes bytes between a client and a server on this machine
 * until it is cut. Then every connection is reset, and so is each new one, until it is
 * mended. (The offline mode of the browser would leave open WebSockets alone.)
 */
public final class CuttableProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final int serverPort;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile boolean cut;

	/**
	 * Starts to listen on a free port.
	 * @param serverPort where the server listens
	 */
	public CuttableProxy(int serverPort) {
		this.serverPort = serverPort;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No port for the proxy", ex);
		}
		start(this::accept);
	}

	/**
	 * Returns where clients connect.
	 * @return the port
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Resets all connections, and new ones from now on.
	 */
	public void cut() {
		this.cut = true;
		this.sockets.forEach(this::reset);
	}

	/**
	 * Lets new connections through again.
	 */
	public void mend() {
		this.cut = false;
	}

	@Override
	public void close() throws IOException {
		cut();
		this.listener.close();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.listener.accept();
				this.sockets.add(client);
				start(() -> connect(client));
			}
		}
		catch (IOException ex) {
			// Closed: nobody is let in any more.
		}
	}

	private void connect(Socket client) {
		try {
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.serverPort);
			this.sockets.add(server);
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
			start(() -> pass(server, client));
			pass(client, server);
		}
		catch (IOException ex) {
			reset(client);
		}
	}

	private void pass(Socket from, Socket to) {
		try (from; to) {
			// Asked after both are registered: a cut resets them, or is seen here.
			if (this.cut) {
				reset(from);
				reset(to);
			}
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// One side has gone, and the other follows.
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

	private void reset(Socket socket) {
		try {
			// Without lingering, closing sends a reset.
			socket.setSoLinger(true, 0);
			socket.close();
		}
		catch (IOException ex) {
			// It has gone by itself.
		}
		finally {
			this.sockets.remove(socket);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "cuttable-proxy");
		thread.setDaemon(true);
		thread.start();
	}

}
