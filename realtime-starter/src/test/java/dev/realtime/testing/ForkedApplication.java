package dev.realtime.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Spring Boot application in a JVM of its own, which may be asked to end, killed and
 * stopped in its tracks. Ends with the test, or at the latest with this JVM.
 */
public final class ForkedApplication implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern STARTED = Pattern.compile("(?:Tomcat|Jetty) started on port (\\d+)");

	private final Process process;

	private final StringBuilder output = new StringBuilder();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final Thread reader = new Thread(this::read, "forked-application");

	private final Thread hook = new Thread(this::end);

	private ForkedApplication(Process process) {
		this.process = process;
		Runtime.getRuntime().addShutdownHook(this.hook);
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/**
	 * Starts an application with the class path of this JVM, on a free port.
	 * @param main its class
	 * @param arguments such as {@code --realtime.cluster.name=test}
	 * @return the application, which answers
	 */
	public static ForkedApplication start(Class<?> main, String... arguments) {
		return start(List.of(), main, arguments);
	}

	/**
	 * Starts an application behind a command that becomes its JVM, such as
	 * {@code ip netns exec}.
	 * @param prefix the command and its own arguments
	 * @param main its class
	 * @param arguments such as {@code --server.address=0.0.0.0}; without one it listens
	 * on 127.0.0.1
	 * @return the application, which answers
	 */
	public static ForkedApplication start(List<String> prefix, Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName(),
				"--server.port=0"));
		if (Stream.of(arguments).noneMatch((argument) -> argument.startsWith("--server.address="))) {
			command.add("--server.address=127.0.0.1");
		}
		command.addAll(List.of(arguments));
		try {
			ForkedApplication started = new ForkedApplication(
					new ProcessBuilder(command).redirectErrorStream(true).start());
			started.awaitPort();
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitPort() {
		try {
			this.port.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
		catch (RuntimeException ex) {
			end();
			throw new AssertionError("The application did not start. It said:\n" + output(), ex);
		}
	}

	/**
	 * Returns its port.
	 * @return on 127.0.0.1
	 */
	public int port() {
		return this.port.join();
	}

	/**
	 * Ends it without warning (SIGKILL).
	 */
	public void kill() {
		end();
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("The JVM with pid " + this.process.pid() + " cannot be killed");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Asks it to end (SIGTERM), as an orchestrator does.
	 */
	public void terminate() {
		// By its handle: the process itself would close the output, which is still read.
		this.process.toHandle().destroy();
	}

	/**
	 * Waits until it has ended.
	 * @param patience how long
	 * @return its exit status, 143 after SIGTERM
	 * @throws AssertionError if it does not end in time; the message holds what it said
	 */
	public int awaitEnd(Duration patience) {
		try {
			if (!this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("The application did not end within " + patience + ". It said:\n" + output());
			}
			this.reader.join(PATIENCE.toMillis());
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Stops it in its tracks (SIGSTOP).
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
	 * Returns what it has logged so far.
	 * @return standard output and error
	 */
	public String output() {
		synchronized (this.output) {
			return this.output.toString();
		}
	}

	@Override
	public void close() {
		end();
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	private void end() {
		this.process.destroyForcibly();
	}

	private void signal(String name) {
		try {
			Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start();
			if (kill.waitFor() != 0) {
				throw new AssertionError("kill -" + name + " has failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				synchronized (this.output) {
					this.output.append(line).append('\n');
				}
				Matcher started = STARTED.matcher(line);
				if (started.find()) {
					this.port.complete(Integer.parseInt(started.group(1)));
				}
			}
			this.port.completeExceptionally(new IllegalStateException("It has ended"));
		}
		catch (IOException ex) {
			this.port.completeExceptionally(ex);
		}
	}

}
