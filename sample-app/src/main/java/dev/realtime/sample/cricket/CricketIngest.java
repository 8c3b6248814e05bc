package dev.realtime.sample.cricket;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Keeps the match going while the application runs, on a thread of its own. Starts after
 * everything else and stops first, so there is always someone to publish to. A restart
 * carries on where it stopped.
 */
final class CricketIngest implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(CricketIngest.class);

	private static final Duration LAST_BALL = Duration.ofSeconds(5);

	private final MatchReplay replay;

	private final Duration ballInterval;

	private @Nullable ScheduledExecutorService scheduler;

	CricketIngest(MatchReplay replay, Duration ballInterval) {
		this.replay = replay;
		this.ballInterval = ballInterval;
	}

	private static ScheduledExecutorService newScheduler() {
		return Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "cricket-ingest");
			thread.setDaemon(true);
			return thread;
		});
	}

	@Override
	public synchronized void start() {
		if (this.scheduler == null) {
			this.scheduler = newScheduler();
			// With a delay, not at a rate: a node that was suspended must not make up for
			// lost time with a burst of balls.
			this.scheduler.scheduleWithFixedDelay(this::tick, 0, this.ballInterval.toNanos(), TimeUnit.NANOSECONDS);
			logger.info("Replaying the match, one ball every " + this.ballInterval);
		}
	}

	/**
	 * Stops after the ball in flight: what is on the scoreboard has been published too.
	 */
	@Override
	public synchronized void stop() {
		if (this.scheduler != null) {
			this.scheduler.shutdown();
			awaitLastBall(this.scheduler);
			this.scheduler = null;
			leave();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.scheduler != null;
	}

	private static void awaitLastBall(ScheduledExecutorService scheduler) {
		try {
			if (!scheduler.awaitTermination(LAST_BALL.toSeconds(), TimeUnit.SECONDS)) {
				logger.warn("A ball has been in flight for " + LAST_BALL + ", the match stops without it");
				scheduler.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			scheduler.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	private void leave() {
		try {
			this.replay.leave();
		}
		catch (RuntimeException ex) {
			logger.warn("Another node goes on only when the lease of this one has ended", ex);
		}
	}

	private void tick() {
		try {
			this.replay.tick();
		}
		catch (RuntimeException ex) {
			// An exception would end the schedule, and the match with it.
			logger.error("A ball could not be bowled", ex);
		}
	}

}
