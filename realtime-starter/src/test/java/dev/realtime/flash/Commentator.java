package dev.realtime.flash;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.realtime.RealtimePublisher;
import dev.realtime.testing.Stamped;

/**
 * Publishes wickets five times a second, and talks as often as it is told to.
 */
final class Commentator {

	static final String WICKETS = "match:1:score";

	static final String TALK = "match:1:commentary";

	private static final int WICKETS_PER_SECOND = 5;

	private final RealtimePublisher publisher;

	private final AtomicLong wickets = new AtomicLong();

	private final AtomicLong talk = new AtomicLong();

	private volatile int perSecond;

	Commentator(RealtimePublisher publisher) {
		this.publisher = publisher;
		start(WICKETS, this.wickets, () -> WICKETS_PER_SECOND);
		start(TALK, this.talk, () -> this.perSecond);
	}

	/** How much it talks from now on. */
	void talk(int timesPerSecond) {
		this.perSecond = timesPerSecond;
	}

	/** The newest number of each channel. */
	Map<String, Long> newest() {
		return Map.of(WICKETS, this.wickets.get(), TALK, this.talk.get());
	}

	private void start(String channel, AtomicLong newest, Pace pace) {
		Thread thread = new Thread(() -> publish(channel, newest, pace), "commentator " + channel);
		thread.setDaemon(true);
		thread.start();
	}

	private void publish(String channel, AtomicLong newest, Pace pace) {
		while (true) {
			int perSecond = pace.perSecond();
			if (perSecond > 0) {
				this.publisher.publish(channel, Stamped.now(newest.incrementAndGet())).toCompletableFuture().join();
			}
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / Math.max(10, perSecond));
		}
	}

	/** How fast just now. */
	private interface Pace {

		int perSecond();

	}

}
