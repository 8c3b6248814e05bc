package dev.realtime.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other on another executor, in the order in which they came.
 * Thread-safe. The lock is held to queue and to take a task, never while one runs.
 */
public final class SerialExecutor implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(SerialExecutor.class);

	private final Executor delegate;

	private final Queue<Runnable> waiting = new ArrayDeque<>(2);

	private boolean active;

	/**
	 * Makes one.
	 * @param delegate where tasks run
	 */
	public SerialExecutor(Executor delegate) {
		this.delegate = delegate;
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this.waiting) {
			this.waiting.add(task);
			if (this.active) {
				return;
			}
			this.active = true;
		}
		try {
			this.delegate.execute(this::drain);
		}
		catch (RuntimeException ex) {
			synchronized (this.waiting) {
				this.active = false;
				this.waiting.remove(task);
			}
			throw ex;
		}
	}

	private void drain() {
		while (true) {
			Runnable task;
			synchronized (this.waiting) {
				task = this.waiting.poll();
				if (task == null) {
					this.active = false;
					return;
				}
			}
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				// An error too: a drain that ends here would never be begun again.
				logger.error("A task failed; the ones behind it go on", ex);
			}
		}
	}

}
