package dev.realtime.autoconfigure;

import org.springframework.context.SmartLifecycle;

import dev.realtime.loop.LoopThreads;

/**
 * Starts the loops before anything else and stops them after everything else.
 */
final class LoopLifecycle implements SmartLifecycle {

	private final LoopThreads threads;

	private volatile boolean running;

	LoopLifecycle(LoopThreads threads) {
		this.threads = threads;
	}

	@Override
	public void start() {
		this.threads.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.threads.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
