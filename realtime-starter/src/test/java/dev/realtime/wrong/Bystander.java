package dev.realtime.wrong;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.realtime.testing.RawFrame;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawWebSocket;

/**
 * A client with manners: connected, subscribed, answers every ping, remembers every
 * publication. Publications are numbers.
 */
final class Bystander implements AutoCloseable {

	private static final Pattern NUMBER = Pattern.compile("\"data\":(\\d+)");

	private final RawWebSocket socket;

	private final Thread reader;

	private final BlockingQueue<Integer> publications = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

	private final Map<Integer, Long> expectedSince = new ConcurrentHashMap<>();

	private volatile long longestDelayNanos;

	private volatile @Nullable String end;

	Bystander(int port, String channel) {
		this.socket = RawHandshake.to(port).open();
		this.reader = new Thread(this::read, "bystander");
		this.reader.start();
		ask("{\"id\":1,\"connect\":{}}");
		ask("{\"id\":2,\"subscribe\":{\"channel\":\"" + channel + "\"}}");
	}

	/** Sends a command and waits for its reply. */
	String ask(String command) {
		this.socket.sendText(command);
		String reply = poll(this.replies, Duration.ofSeconds(10));
		if (reply == null) {
			throw new AssertionError("The bystander was not answered; its connection: " + this.end);
		}
		return reply;
	}

	/** Notes that a publication is on its way from now on. */
	void expect(int number) {
		this.expectedSince.put(number, System.nanoTime());
	}

	/** How long the slowest publication took. */
	Duration longestDelay() {
		return Duration.ofNanos(this.longestDelayNanos);
	}

	/** The publications that came, up to and including one that is waited for. */
	List<Integer> publicationsUntil(int last) {
		List<Integer> heard = new ArrayList<>();
		while (heard.isEmpty() || heard.get(heard.size() - 1) != last) {
			Integer next = poll(this.publications, Duration.ofSeconds(10));
			if (next == null) {
				throw new AssertionError("The bystander heard " + heard + " and no more; its connection: " + this.end);
			}
			heard.add(next);
		}
		return heard;
	}

	private void read() {
		try {
			while (true) {
				RawFrame frame = this.socket.read(Duration.ofMinutes(2));
				if (frame.opcode() != RawFrame.TEXT) {
					this.end = frame.toString();
					return;
				}
				frame.text().lines().forEach(this::take);
			}
		}
		catch (UncheckedIOException ex) {
			this.end = ex.toString();
		}
	}

	private void take(String line) {
		if (line.equals("{}")) {
			this.socket.sendText("{}");
		}
		else if (line.startsWith("{\"push\"")) {
			Matcher number = NUMBER.matcher(line);
			if (number.find()) {
				heard(Integer.valueOf(number.group(1)));
			}
		}
		else {
			this.replies.add(line);
		}
	}

	private void heard(Integer number) {
		Long since = this.expectedSince.remove(number);
		if (since != null) {
			this.longestDelayNanos = Math.max(this.longestDelayNanos, System.nanoTime() - since);
		}
		this.publications.add(number);
	}

	private static <T> @Nullable T poll(BlockingQueue<T> queue, Duration patience) {
		try {
			return queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
