package dev.realtime.control;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which a node looks after itself. One of our own: the application's
 * schedulers end before anything else does, and may be busy when it matters. Thread-safe.
 */
public final class ControlThread {

	private static final Logger logger = LoggerFactory.getLogger(ControlThread.class);

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final Map<Runnable, Duration> tasks;

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread made = new Thread(task, "realtime-control");
		made.setDaemon(true);
		return made;
	});

	/**
	 * Makes a thread that does nothing yet.
	 * @param tasks how long each rests between two runs; what one throws is logged and
	 * ends nothing
	 */
	public ControlThread(Map<? extends Runnable, Duration> tasks) {
		this.tasks = Map.copyOf(tasks);
	}

	/**
	 * Begins.
	 */
	public void start() {
		this.tasks.forEach((task, rest) -> this.thread.scheduleWithFixedDelay(() -> run(task), 0, rest.toMillis(),
				TimeUnit.MILLISECONDS));
	}

	/**
	 * Runs something in between, soon. Does nothing once the thread has ended.
	 * @param task what to do
	 */
	public void execute(Runnable task) {
		try {
			this.thread.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} is not done any more: the node has ended", task);
		}
	}

	/**
	 * Ends when what was handed over before is done; waits for that, a few seconds at
	 * most.
	 */
	public void stop() {
		this.thread.shutdown();
		try {
			if (!this.thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				logger.warn("What the control of this node does has not ended within {} s; it is left",
						PATIENCE.toSeconds());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("{} failed; it is tried again", task.getClass().getSimpleName(), ex);
		}
	}

}
