package dev.realtime.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * The process of a balancer with a folder of its own, on 127.0.0.1 and a free port. Ends
 * with the test, or at the latest with this JVM.
 */
final class BalancerProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final int port;

	private final Path folder;

	private final Process process;

	private final StringBuilder output = new StringBuilder();

	private final Thread hook = new Thread(this::end);

	private BalancerProcess(int port, Path folder, Process process) {
		this.port = port;
		this.folder = folder;
		this.process = process;
		Runtime.getRuntime().addShutdownHook(this.hook);
		Thread reader = new Thread(this::read, "balancer-output");
		reader.setDaemon(true);
		reader.start();
	}

	/** Starts one and waits until it takes connections. */
	static BalancerProcess start(String program, int port, Path folder, List<String> arguments) {
		List<String> command = new ArrayList<>(List.of(path(program)));
		command.addAll(arguments);
		try {
			BalancerProcess started = new BalancerProcess(port, folder,
					new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
			await(program + " on port " + port).atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(20))
				.until(started::listens);
			return started;
		}
		catch (IOException ex) {
			throw new IllegalStateException("'" + program + "' could not be started: install it, with 'apt-get install "
					+ program + "' for one, or run bin/verify, which does", ex);
		}
	}

	/** Debian keeps them where only root looks. */
	private static String path(String program) {
		Path system = Path.of("/usr/sbin", program);
		return Files.isExecutable(system) ? system.toString() : program;
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes a folder and puts a configuration there. */
	static Path folder(String name, String configuration) {
		try {
			Path folder = Files.createTempDirectory(name);
			file(folder, name + ".conf", configuration);
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Puts another file into such a folder. */
	static void file(Path folder, String name, String text) {
		try {
			Files.writeString(folder.resolve(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	String output() {
		synchronized (this.output) {
			return this.output.toString();
		}
	}

	@Override
	public void close() {
		end();
		Runtime.getRuntime().removeShutdownHook(this.hook);
		try (Stream<Path> files = Files.walk(this.folder)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The signal at which both end at once, with all their workers. */
	private void end() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				this.process.descendants().forEach(ProcessHandle::destroyForcibly);
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
	}

	private boolean listens() {
		if (!this.process.isAlive()) {
			throw new AssertionError("The balancer has ended by itself. It said:\n" + output());
		}
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				told(line);
			}
		}
		catch (IOException ex) {
			told("(the output could not be read on: " + ex.getMessage() + ")");
		}
	}

	private void told(String line) {
		synchronized (this.output) {
			this.output.append(line).append('\n');
		}
	}

}
