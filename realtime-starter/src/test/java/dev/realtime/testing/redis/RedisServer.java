package dev.realtime.testing.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * One Redis process of a test's own, on 127.0.0.1 and a free port. It may be killed,
 * paused, started again with its data or without, and asked what it was asked for. Ends
 * with the test, or at the latest with the JVM. Meant for one test thread.
 */
public final class RedisServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

	private final List<String> options;

	private final int port;

	private final Path folder;

	private final Thread hook = new Thread(this::end);

	private @Nullable Process process;

	private RedisServer(List<String> options) {
		this.options = List.copyOf(options);
		this.port = freePort();
		try {
			this.folder = Files.createTempDirectory("redis");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	/**
	 * Starts a server that keeps nothing on disk.
	 * @param options further options, such as {@code --appendonly yes}
	 * @return a server that answers
	 */
	public static RedisServer started(String... options) {
		RedisServer server = new RedisServer(List.of(options));
		server.start();
		return server;
	}

	/** A port whose companion for a cluster's bus, 10,000 above, exists as well. */
	private static int freePort() {
		while (true) {
			try (ServerSocket socket = new ServerSocket(0)) {
				if (socket.getLocalPort() < 55_000) {
					return socket.getLocalPort();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Returns where it is.
	 * @return such as {@code redis://127.0.0.1:6379}
	 */
	public String uri() {
		return "redis://127.0.0.1:" + this.port;
	}

	/**
	 * Returns its port.
	 * @return the same after each start
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Starts it again, with what is on disk.
	 */
	public void start() {
		List<String> command = new ArrayList<>(List.of(RedisBinary.path().toString(), "--port",
				Integer.toString(this.port), "--bind", "127.0.0.1", "--save", "", "--dir", this.folder.toString()));
		command.addAll(this.options);
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await("Redis on port " + this.port).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(this::answers);
	}

	/**
	 * Starts it again without any data.
	 */
	public void startEmpty() {
		deleteData();
		start();
	}

	/**
	 * Ends it without warning (SIGKILL).
	 */
	public void kill() {
		Process current = running();
		current.destroyForcibly();
		try {
			if (!current.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("Redis with pid " + current.pid() + " cannot be killed");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Stops it in its tracks (SIGSTOP): connections stay, nothing is answered.
	 */
	public void pause() {
		signal("STOP");
	}

	/**
	 * Lets it go on (SIGCONT).
	 */
	public void resume() {
		signal("CONT");
	}

	/**
	 * Makes it forget all scripts.
	 */
	public void flushScripts() {
		command("SCRIPT FLUSH");
	}

	/**
	 * Empties it while it runs.
	 */
	public void flush() {
		command("FLUSHALL");
	}

	/**
	 * Returns how often each command was called since the start.
	 * @return name in lower case to number of calls
	 */
	public Map<String, Long> commandCalls() {
		Map<String, Long> calls = new TreeMap<>();
		Matcher matcher = CALLS.matcher(command("INFO commandstats"));
		while (matcher.find()) {
			calls.put(matcher.group(1), Long.parseLong(matcher.group(2)));
		}
		return calls;
	}

	/**
	 * Sends one command without a library.
	 * @param line the command as one would type it
	 * @return the first answer, all lines of it
	 */
	public String command(String line) {
		return ask(this.port, line);
	}

	/** Asks whatever speaks the protocol on a port. */
	static String ask(int port, String line) {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
			return RedisReply
				.read(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Redis on port " + port + " does not answer '" + line + "'", ex);
		}
	}

	/**
	 * Returns what it has logged.
	 * @return the log, for the message of a failure
	 */
	public String logged() {
		try {
			return Files.readString(log().toPath());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		end();
		deleteData();
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	private void end() {
		if (this.process != null && this.process.isAlive()) {
			// A process that was stopped and is killed ends as well.
			this.process.destroyForcibly();
		}
	}

	private boolean answers() {
		if (!running().isAlive()) {
			throw new AssertionError("Redis has ended by itself. It said:\n" + logged());
		}
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(1000);
			socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
			return socket.getInputStream().read() == '+';
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void signal(String name) {
		try {
			Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(running().pid())).start();
			if (kill.waitFor() != 0) {
				throw new AssertionError("kill -" + name + " has failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private Process running() {
		if (this.process == null) {
			throw new IllegalStateException("Redis on port " + this.port + " was not started");
		}
		return this.process;
	}

	private File log() {
		return this.folder.resolveSibling(this.folder.getFileName() + ".log").toFile();
	}

	private void deleteData() {
		try (Stream<Path> files = Files.walk(this.folder)) {
			files.sorted(Comparator.reverseOrder())
				.filter((file) -> !file.equals(this.folder))
				.forEach((file) -> file.toFile().delete());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
