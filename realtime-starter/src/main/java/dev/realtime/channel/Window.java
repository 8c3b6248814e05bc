package dev.realtime.channel;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.realtime.loop.Loop;
import dev.realtime.loop.Timer;

/**
 * Lets what arrives through at once when nothing came for a while, and then once per
 * window. Belongs to one loop.
 */
final class Window {

	private final Loop loop;

	private final Runnable onEnd;

	private @Nullable Timer timer;

	Window(Loop loop, Runnable onEnd) {
		this.loop = loop;
		this.onEnd = onEnd;
	}

	boolean isOpen() {
		return this.timer != null;
	}

	void open(Duration length) {
		this.timer = this.loop.schedule(length, () -> {
			this.timer = null;
			this.onEnd.run();
		});
	}

	/** Ends it without a word. */
	void close() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

}
