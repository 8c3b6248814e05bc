package dev.realtime.benchmark.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publisher;
import dev.realtime.benchmark.client.Target;
import dev.realtime.benchmark.server.ServerLauncher;
import dev.realtime.benchmark.server.realtime.RealtimeServer;

/**
 * A server under test in a process of its own, on this process's class path. It ends when
 * it is closed, and also when this process ends without closing it, because then its
 * control connection breaks.
 */
public final class ServerProcess implements ServerUnderTest {

	private static final long START_SECONDS = 60;

	private final Process process;

	private final Announcement announcement;

	private final Target target;

	private final ControlClient control;

	private record Announcement(int httpPort, int controlPort, String runtime) {

		private static Announcement parse(String line) {
			String[] words = line.split(" ", 4);
			return new Announcement(Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3]);
		}

	}

	private ServerProcess(ServerProgram program, Process process, Announcement announcement) throws IOException {
		this.process = process;
		this.announcement = announcement;
		this.target = new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), announcement.httpPort()),
				program.path(), program.dialect(), RealtimeServer.CHANNEL);
		this.control = new ControlClient(announcement.controlPort());
	}

	/**
	 * Starts a server and waits until it listens.
	 * @param kind which one
	 * @param jvm what it runs on
	 * @return the running server
	 * @throws IllegalStateException if it ends or does not listen in time
	 */
	public static ServerProcess start(ServerKind kind, JvmSettings jvm) {
		return start(kind.program(), jvm);
	}

	/**
	 * Starts a server of another kind and waits until it listens.
	 * @param program what it runs
	 * @param jvm what it runs on
	 * @return the running server
	 * @throws IllegalStateException if it ends or does not listen in time
	 */
	public static ServerProcess start(ServerProgram program, JvmSettings jvm) {
		Path log = jvm.logs().resolve(program.label() + ".log");
		Process process = null;
		try {
			Files.createDirectories(jvm.logs());
			Files.deleteIfExists(log);
			process = new ProcessBuilder(command(program, jvm))
				.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
			return new ServerProcess(program, process, announcement(process, log));
		}
		catch (IOException | ExecutionException | TimeoutException ex) {
			end(process);
			throw new IllegalStateException(
					"The server '" + program.label() + "' did not start within " + START_SECONDS + " s: see " + log,
					ex);
		}
		catch (InterruptedException ex) {
			end(process);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the server '" + program.label() + "' started", ex);
		}
	}

	@Override
	public Target target() {
		return this.target;
	}

	@Override
	public Publisher publisher(LoadClient client) {
		return this.control;
	}

	@Override
	public Optional<ProcessProbe> probe() {
		return Optional.of(new ProcessProbe(this.process.pid()));
	}

	@Override
	public OptionalLong heapAfterCollection() {
		return OptionalLong.of(this.control.heapAfterCollection());
	}

	/**
	 * Returns the connection over which it takes orders.
	 * @return open until this is closed
	 */
	public ControlClient control() {
		return this.control;
	}

	@Override
	public String runtime() {
		return this.announcement.runtime();
	}

	@Override
	public void close() {
		try {
			this.control.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot close the control connection", ex);
		}
		finally {
			end(this.process);
		}
	}

	private static List<String> command(ServerProgram program, JvmSettings jvm) {
		List<String> command = new ArrayList<>();
		command.add(jvm.java().toString());
		command.addAll(jvm.flags());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.main().getName()));
		command.addAll(program.arguments());
		return command;
	}

	private static Announcement announcement(Process process, Path log)
			throws InterruptedException, ExecutionException, TimeoutException {
		CompletableFuture<Announcement> announced = new CompletableFuture<>();
		Thread reader = new Thread(() -> copyOutput(process, log, announced), "server-output");
		reader.setDaemon(true);
		reader.start();
		return announced.get(START_SECONDS, TimeUnit.SECONDS);
	}

	private static void copyOutput(Process process, Path log, CompletableFuture<Announcement> announced) {
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
				BufferedWriter copy = Files.newBufferedWriter(log, StandardOpenOption.CREATE,
						StandardOpenOption.APPEND)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith(ServerLauncher.READY)) {
					announced.complete(Announcement.parse(line));
				}
				copy.write(line);
				copy.newLine();
				copy.flush();
			}
			announced.completeExceptionally(new IllegalStateException("It ended before it listened"));
		}
		catch (IOException | RuntimeException ex) {
			announced.completeExceptionally(ex);
		}
	}

	private static void end(@Nullable Process process) {
		if (process != null) {
			process.destroyForcibly();
			process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
		}
	}

}
