package dev.realtime.readme;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application in a JVM of its own, on a port of its own. Ends when it is closed, and
 * when this JVM does.
 */
final class RunningApplication implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern STARTED = Pattern.compile("Started \\w+ in [\\d.]+ seconds");

	private static final int PATIENCE_SECONDS = 90;

	private final Process process;

	private final Thread hook;

	private final StringBuffer output = new StringBuffer();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private RunningApplication(Process process) {
		this.process = process;
		this.hook = new Thread(process::destroyForcibly, "end-application");
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	/**
	 * Starts an application and waits until it takes requests.
	 * @param mainClass its main class
	 * @param classes where it lies
	 * @param libraries the rest of its class path
	 * @return the running application
	 */
	static RunningApplication start(String mainClass, Path classes, String libraries) {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:TieredStopAtLevel=1", "-cp", classes + File.pathSeparator + libraries, mainClass,
				"--server.port=0");
		try {
			Process process = new ProcessBuilder(command).directory(classes.toFile()).redirectErrorStream(true).start();
			RunningApplication application = new RunningApplication(process);
			application.awaitPort();
			return application;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The application cannot be started", ex);
		}
	}

	/** The port it took. */
	int port() {
		return this.port.join();
	}

	/** What it has printed so far. */
	String output() {
		return this.output.toString();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	private void awaitPort() {
		Thread reader = new Thread(this::read, "application-output");
		reader.setDaemon(true);
		reader.start();
		try {
			this.port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			close();
			throw new AssertionError("The application did not start. It said:\n" + output(), ex);
		}
		catch (InterruptedException ex) {
			close();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the application started", ex);
		}
	}

	private static int portIn(String output) {
		Matcher told = PORT.matcher(output);
		return told.find() ? Integer.parseInt(told.group(1)) : 0;
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.append(line).append('\n');
				if (STARTED.matcher(line).find()) {
					this.port.complete(portIn(output()));
				}
			}
		}
		catch (IOException ex) {
			this.output.append("(the output could not be read on: ").append(ex.getMessage()).append(")\n");
		}
		this.port.completeExceptionally(new IllegalStateException("The application has ended"));
	}

}
