package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.realtime.loop.Loop;

/**
 * Lets connections of one loop wait for more before they are flushed, all together: one
 * timer for all of them. Belongs to the loop.
 */
final class BatchWindow {

	private final Loop loop;

	private final Duration delay;

	private List<Batching> waiting = new ArrayList<>();

	BatchWindow(Loop loop, Duration delay) {
		this.loop = loop;
		this.delay = delay;
	}

	/** A connection waits from now on, until it is told that the window has ended. */
	void add(Batching batching) {
		if (this.waiting.isEmpty()) {
			this.loop.schedule(this.delay, this::end);
		}
		this.waiting.add(batching);
	}

	private void end() {
		List<Batching> ended = this.waiting;
		this.waiting = new ArrayList<>(ended.size());
		ended.forEach(Batching::ended);
	}

}
