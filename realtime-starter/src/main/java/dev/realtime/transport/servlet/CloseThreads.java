package dev.realtime.transport.servlet;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where connections are closed: a few threads that may block, made when needed and let go
 * after a minute. Their queue is as long as there are connections to close. Once they are
 * stopped nothing more is taken: the container, which stops next, closes what is left.
 */
final class CloseThreads implements Executor {

	private static final int THREADS = 8;

	private final ThreadPoolExecutor pool;

	CloseThreads() {
		AtomicInteger number = new AtomicInteger();
		this.pool = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "realtime-close-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				}, new ThreadPoolExecutor.DiscardPolicy());
		this.pool.allowCoreThreadTimeOut(true);
		// After the end the container itself closes what is left.
		this.pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
	}

	@Override
	public void execute(Runnable task) {
		this.pool.execute(task);
	}

	/**
	 * Takes no more and waits until everything is closed, or until it has waited enough.
	 */
	void stop(Duration patience) {
		this.pool.shutdown();
		try {
			this.pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
