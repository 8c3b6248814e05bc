package dev.realtime.autoconfigure;

import org.springframework.context.SmartLifecycle;

import dev.realtime.control.ControlThread;

/**
 * Lets the node look after itself as long as it serves: from when its loops turn until
 * its sessions are closed.
 */
final class ControlLifecycle implements SmartLifecycle {

	private final ControlThread thread;

	private volatile boolean running;

	ControlLifecycle(ControlThread thread) {
		this.thread = thread;
	}

	@Override
	public void start() {
		this.thread.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.thread.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1;
	}

}
