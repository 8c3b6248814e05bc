package dev.realtime.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged application as a process of its own, on a port that it picks.
 */
final class RunningJar implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private final StringBuffer output = new StringBuffer();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final Process process;

	private final Thread reader;

	private RunningJar(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "jar-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	static RunningJar start(String... arguments) throws IOException {
		Path jar = Path.of(System.getProperty("basedir", "."), "target", "sample-app.jar").toAbsolutePath();
		if (!Files.exists(jar)) {
			throw new IllegalStateException("There is no " + jar + ": package the module first");
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(),
						"--server.port=0"));
		command.addAll(List.of(arguments));
		return new RunningJar(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	/**
	 * Waits until it listens.
	 */
	int port(Duration patience) throws InterruptedException {
		try {
			return this.port.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AssertionError("The jar does not listen after " + patience + ". It said:\n" + this.output, ex);
		}
	}

	/**
	 * Asks it to end, as a container platform does.
	 * @return its exit status
	 */
	int terminate(Duration patience) throws InterruptedException {
		// The handle only sends the signal; the process itself would close the pipe too.
		this.process.toHandle().destroy();
		if (!this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("The jar has not ended after " + patience + ". It said:\n" + this.output);
		}
		// Its last words may still be in the pipe.
		this.reader.join(patience.toMillis());
		return this.process.exitValue();
	}

	String output() {
		return this.output.toString();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.append(line).append('\n');
				Matcher started = STARTED.matcher(line);
				if (started.find()) {
					this.port.complete(Integer.valueOf(started.group(1)));
				}
			}
			this.port.completeExceptionally(new IllegalStateException("It has ended"));
		}
		catch (IOException ex) {
			this.port.completeExceptionally(new UncheckedIOException(ex));
		}
	}

}
