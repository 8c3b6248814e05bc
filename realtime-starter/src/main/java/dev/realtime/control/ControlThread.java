package dev.realtime.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
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

	private final List<? extends Runnable> tasks;

	private final Duration period;

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread made = new Thread(task, "realtime-control");
		made.setDaemon(true);
		return made;
	});

	/**
	 * Makes a thread that does nothing yet.
	 * @param tasks run one after the other; what one throws is logged and ends nothing
	 * @param period from one run to the next
	 */
	public ControlThread(List<? extends Runnable> tasks, Duration period) {
		this.tasks = List.copyOf(tasks);
		this.period = period;
	}

	/**
	 * Begins.
	 */
	public void start() {
		this.thread.scheduleWithFixedDelay(this::runAll, 0, this.period.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Ends; a run that is under way is let end.
	 */
	public void stop() {
		this.thread.shutdown();
	}

	private void runAll() {
		for (Runnable task : this.tasks) {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				logger.error("{} failed; it is tried again in {} ms", task, this.period.toMillis(), ex);
			}
		}
	}

}
