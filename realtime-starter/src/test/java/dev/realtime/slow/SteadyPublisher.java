package dev.realtime.slow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.realtime.RealtimePublisher;
import dev.realtime.message.StreamPosition;
import dev.realtime.testing.Stamped;

/**
 * Publishes to each match 20 times a second: one score, four times to the feed, fifteen
 * times to the talk. The matches take turns.
 */
final class SteadyPublisher {

	private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final int ROUND = 20;

	private final RealtimePublisher publisher;

	/** Newest number of each channel; goes on from one run to the next. */
	private final Map<String, Long> newest = new ConcurrentHashMap<>();

	private @Nullable Thread thread;

	private volatile boolean running;

	SteadyPublisher(RealtimePublisher publisher) {
		this.publisher = publisher;
	}

	synchronized void begin(List<Integer> matches) {
		if (this.thread != null) {
			throw new IllegalStateException("It publishes already");
		}
		this.running = true;
		Thread started = new Thread(() -> publish(matches), "steady-publisher");
		started.start();
		this.thread = started;
	}

	/** The newest number of each channel. */
	Map<String, Long> newest() {
		return new TreeMap<>(this.newest);
	}

	/** Ends; answers the newest number of each channel. */
	synchronized Map<String, Long> stop() {
		this.running = false;
		Thread stopped = this.thread;
		if (stopped != null) {
			try {
				stopped.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			this.thread = null;
		}
		return newest();
	}

	private void publish(List<Integer> matches) {
		long due = System.nanoTime();
		@Nullable CompletionStage<StreamPosition> last = null;
		for (int turn = 0; this.running; turn++) {
			String channel = "match:" + matches.get(turn % matches.size()) + kind(turn / matches.size() % ROUND);
			long n = this.newest.merge(channel, 1L, Long::sum);
			last = this.publisher.publish(channel, Stamped.now(n));
			due += INTERVAL_NANOS / matches.size();
			LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
		}
		if (last != null) {
			last.toCompletableFuture().join();
		}
	}

	private static String kind(int turn) {
		if (turn == 0) {
			return ":score";
		}
		return (turn % 5 == 2) ? ":feed" : ":talk";
	}

}
