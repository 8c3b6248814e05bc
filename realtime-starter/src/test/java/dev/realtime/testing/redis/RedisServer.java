package dev.realtime.testing.redis;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** INTERIM: replaced by the fixture of branch redistests. */
public final class RedisServer implements AutoCloseable {

	private final int port;

	private final Path dir;

	private final List<String> options;

	private Process process;

	public RedisServer(String... options) {
		this.options = List.of(options);
		try (ServerSocket s = new ServerSocket(0)) {
			this.port = s.getLocalPort();
			this.dir = Files.createTempDirectory("redis");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		start();
	}

	public String uri() {
		return "redis://127.0.0.1:" + port;
	}

	public int port() {
		return port;
	}

	public void start() {
		try {
			List<String> c = new ArrayList<>(List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1",
					"--save", "", "--dir", dir.toString()));
			c.addAll(options);
			process = new ProcessBuilder(c).redirectErrorStream(true)
				.redirectOutput(new File(dir.toFile(), "log"))
				.start();
			awaitUp();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void startEmpty() {
		for (File f : dir.toFile().listFiles()) {
			delete(f);
		}
		start();
	}

	private static void delete(File f) {
		if (f.isDirectory()) {
			for (File g : f.listFiles())
				delete(g);
		}
		f.delete();
	}

	public void awaitUp() {
		long end = System.nanoTime() + 10_000_000_000L;
		while (System.nanoTime() < end) {
			try (Socket s = new Socket("127.0.0.1", port)) {
				s.getOutputStream().write("PING\r\n".getBytes());
				if (s.getInputStream().read() == '+')
					return;
			}
			catch (IOException ex) {
			}
			java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
		}
		throw new IllegalStateException("redis");
	}

	public void kill() {
		process.destroyForcibly();
		try {
			process.waitFor();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void signal(String s) {
		try {
			new ProcessBuilder("kill", "-" + s, "" + process.pid()).start().waitFor();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void pause() {
		signal("STOP");
	}

	public void resume() {
		signal("CONT");
	}

	public void flushScripts() {
		try (Socket s = new Socket("127.0.0.1", port)) {
			s.getOutputStream().write("SCRIPT FLUSH\r\n".getBytes());
			s.getInputStream().read();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		resume();
		kill();
	}

}
