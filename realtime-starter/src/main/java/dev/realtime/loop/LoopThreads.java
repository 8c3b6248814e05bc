package dev.realtime.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Drives loops on platform threads of ours, one each. The threads start when asked and
 * are daemons: they end with {@link #stop()} and never keep a process alive.
 */
public final class LoopThreads {

	private final List<Driver> drivers;

	private final Loops loops;

	/**
	 * Makes loops and the threads to drive them, not yet started.
	 * @param count how many, at least 1; usually one per core
	 * @param ticker the clock; must be the machine's, because threads sleep by it
	 */
	public LoopThreads(int count, Ticker ticker) {
		List<Driver> made = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			made.add(new Driver("realtime-loop-" + i, ticker));
		}
		this.drivers = List.copyOf(made);
		this.loops = new Loops(made.stream().map((driver) -> driver.loop).toList());
	}

	/**
	 * Returns the loops.
	 * @return the group
	 */
	public Loops loops() {
		return this.loops;
	}

	/**
	 * Starts the threads; does nothing when they run.
	 */
	public void start() {
		this.drivers.forEach(Driver::start);
	}

	/**
	 * Ends the threads after the turn they are in and waits up to a second for each. What
	 * still waits in an inbox is not run.
	 */
	public void stop() {
		this.drivers.forEach(Driver::stop);
	}

	private static final class Driver implements Runnable {

		private final Loop loop;

		private final Ticker ticker;

		private final String name;

		private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

		private volatile boolean running;

		Driver(String name, Ticker ticker) {
			this.name = name;
			this.ticker = ticker;
			this.loop = new Loop(name, ticker, this::wake);
		}

		void start() {
			Thread created = new Thread(this, this.name);
			created.setDaemon(true);
			if (this.thread.compareAndSet(null, created)) {
				this.running = true;
				created.start();
			}
		}

		void stop() {
			this.running = false;
			Thread stopping = this.thread.getAndSet(null);
			if (stopping == null || stopping == Thread.currentThread()) {
				return;
			}
			LockSupport.unpark(stopping);
			try {
				stopping.join(1000);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void run() {
			while (this.running) {
				if (!this.loop.turn() && this.loop.rest()) {
					sleep();
				}
			}
		}

		private void sleep() {
			long deadline = this.loop.nextDeadlineNanos();
			if (deadline == Long.MAX_VALUE) {
				LockSupport.park(this);
				return;
			}
			long nanos = deadline - this.ticker.nanoTime();
			if (nanos > 0) {
				LockSupport.parkNanos(this, nanos);
			}
		}

		private void wake() {
			LockSupport.unpark(this.thread.get());
		}

	}

}
