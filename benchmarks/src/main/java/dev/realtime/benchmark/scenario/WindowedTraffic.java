package dev.realtime.benchmark.scenario;

import java.time.Duration;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publications;
import dev.realtime.benchmark.client.Waiting;
import dev.realtime.benchmark.client.Window;

/**
 * Keeps a number of publications in flight. Should they get lost, so that nothing arrives
 * any more, the window is filled anew and the stall is counted.
 */
final class WindowedTraffic implements Traffic {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final LoadClient client;

	private final Window window;

	private final int width;

	WindowedTraffic(Publications publications, LoadClient client, int width) {
		this.client = client;
		this.window = client.window(publications);
		this.width = width;
	}

	@Override
	public int run(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		int stalls = 0;
		this.window.open(this.width);
		while (System.nanoTime() < end) {
			long before = this.client.deliveries();
			long limit = Math.min(end, System.nanoTime() + PATIENCE.toNanos());
			boolean moved = Waiting.until(() -> this.client.deliveries() != before, limit);
			if (!moved && limit != end) {
				stalls++;
				this.window.refill(this.width);
			}
		}
		this.window.close();
		return stalls;
	}

}
