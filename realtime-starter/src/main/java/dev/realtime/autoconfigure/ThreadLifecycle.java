package dev.realtime.autoconfigure;

import org.springframework.context.SmartLifecycle;

/**
 * Starts threads of ours before what needs them, and stops them after it.
 */
final class ThreadLifecycle implements SmartLifecycle {

	private final Runnable start;

	private final Runnable stop;

	private final int phase;

	private volatile boolean running;

	/**
	 * Makes a lifecycle.
	 * @param start begins
	 * @param stop ends
	 * @param rank 0 for what starts first and stops last
	 */
	ThreadLifecycle(Runnable start, Runnable stop, int rank) {
		this.start = start;
		this.stop = stop;
		this.phase = Integer.MIN_VALUE + rank;
	}

	@Override
	public void start() {
		this.start.run();
		this.running = true;
	}

	@Override
	public void stop() {
		this.stop.run();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
