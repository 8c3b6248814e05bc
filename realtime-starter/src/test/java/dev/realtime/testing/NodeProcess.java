package dev.realtime.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One running Node.js script. It tells events as JSON objects with a member
 * {@code event}, one per line of its output, and obeys commands given the same way; all
 * other lines are kept for the message of a failure.
 *
 * <p>
 * Every wait is bounded, and closing ends the process with all it has started. The
 * scripts of ours also end when their input does, so none outlives a test run that was
 * killed. Meant for one test thread.
 */
public final class NodeProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final Process process;

	private final List<Thread> readers = new ArrayList<>();

	private final List<JsonNode> events = new ArrayList<>();

	private final StringBuilder output = new StringBuilder();

	private int next;

	private int lastId;

	private NodeProcess(Process process) {
		this.process = process;
		this.readers.add(read(process.getInputStream()));
		this.readers.add(read(process.getErrorStream()));
	}

	static NodeProcess start(Path folder, List<String> command) {
		try {
			return new NodeProcess(new ProcessBuilder(command).directory(folder.toFile()).start());
		}
		catch (IOException ex) {
			throw new IllegalStateException("'" + command.get(0) + "' could not be started: install Node.js 20.19 or "
					+ "newer with npm and put both on the PATH, or run bin/verify, which does", ex);
		}
	}

	/**
	 * Waits for an event, from the one taken last onward, and takes it. Events between
	 * are passed over.
	 * @param event the kind, such as {@code subscribed}
	 * @return the event
	 * @throws AssertionError if it does not come in time; the message holds all that was
	 * told
	 */
	public JsonNode await(String event) {
		return await(event, (candidate) -> true);
	}

	/**
	 * Waits for an event that meets a condition, from the one taken last onward, and
	 * takes it.
	 * @param event the kind, such as {@code publication}
	 * @param condition what must be true of it
	 * @return the event
	 * @throws AssertionError if it does not come in time; the message holds all that was
	 * told
	 */
	public synchronized JsonNode await(String event, Predicate<JsonNode> condition) {
		int found = find(this.next, (candidate) -> is(candidate, event) && condition.test(candidate), event);
		this.next = found + 1;
		return this.events.get(found);
	}

	/**
	 * Returns what was told so far of one kind, taken or not.
	 * @param event the kind
	 * @return the events, oldest first
	 */
	public synchronized List<JsonNode> events(String event) {
		return this.events.stream().filter((candidate) -> is(candidate, event)).toList();
	}

	/**
	 * Returns everything that was told so far, taken or not.
	 * @return the events of all kinds, oldest first
	 */
	public synchronized List<JsonNode> events() {
		return List.copyOf(this.events);
	}

	/**
	 * Gives a command and waits until it is done. Takes no event.
	 * @param command what to do, such as {@code cut} or {@code publish}
	 * @param facts names and values in turn, such as {@code "channel", "news"}
	 * @return the event {@code reply} with the {@code result}, or {@code failure} with
	 * {@code code} and {@code message}
	 */
	public synchronized JsonNode ask(String command, @Nullable Object... facts) {
		int id = ++this.lastId;
		Map<String, @Nullable Object> line = new LinkedHashMap<>();
		line.put("command", command);
		line.put("id", id);
		for (int i = 0; i < facts.length; i += 2) {
			line.put(String.valueOf(facts[i]), facts[i + 1]);
		}
		try {
			this.process.getOutputStream()
				.write((MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The script takes no command any more. It said:\n" + this.output, ex);
		}
		return this.events.get(find(0, (candidate) -> (is(candidate, "reply") || is(candidate, "failure"))
				&& candidate.path("id").asInt() == id, "reply to " + command));
	}

	/**
	 * Waits until the process has ended by itself.
	 * @param patience how long
	 * @return its status, 0 for success
	 * @throws AssertionError if it does not end in time
	 */
	public int awaitExit(Duration patience) {
		try {
			if (!this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("The script did not end within " + patience + ". It said:\n" + output());
			}
			for (Thread reader : this.readers) {
				reader.join(PATIENCE.toMillis());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the script to end", ex);
		}
	}

	/**
	 * Returns all lines of output and errors so far.
	 * @return the text
	 */
	public synchronized String output() {
		return this.output.toString();
	}

	/**
	 * Ends the process, if it has not ended, and all it has started.
	 */
	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		awaitExit(PATIENCE);
	}

	private int find(int from, Predicate<JsonNode> condition, String what) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		for (int i = from;; i++) {
			while (i >= this.events.size()) {
				boolean ended = this.readers.stream().noneMatch(Thread::isAlive);
				long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				if (ended || left <= 0) {
					throw new AssertionError((ended ? "The script ended without '" : "Within " + PATIENCE + " no '")
							+ what + "'. It said:\n" + this.output);
				}
				await(left);
			}
			if (condition.test(this.events.get(i))) {
				return i;
			}
		}
	}

	private void await(long milliseconds) {
		try {
			wait(milliseconds);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the script", ex);
		}
	}

	private Thread read(InputStream stream) {
		Thread reader = new Thread(() -> {
			try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					told(line);
				}
			}
			catch (IOException ex) {
				told("(the output could not be read on: " + ex.getMessage() + ")");
			}
			finally {
				wake();
			}
		}, "node-output");
		reader.setDaemon(true);
		reader.start();
		return reader;
	}

	private synchronized void told(String line) {
		this.output.append(line).append('\n');
		if (line.startsWith("{\"event\":")) {
			this.events.add(MAPPER.readTree(line));
			notifyAll();
		}
	}

	private synchronized void wake() {
		notifyAll();
	}

	private static boolean is(JsonNode candidate, String event) {
		return candidate.path("event").asString().equals(event);
	}

}
