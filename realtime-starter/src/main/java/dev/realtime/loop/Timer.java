package dev.realtime.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something a loop will do later. Belongs to the loop that made it: cancel it there.
 */
public final class Timer {

	private @Nullable Runnable task;

	final long deadlineTick;

	Timer(Runnable task, long deadlineTick) {
		this.task = task;
		this.deadlineTick = deadlineTick;
	}

	/**
	 * Makes sure the task does not run, unless it has. What it refers to is let go at
	 * once, although the timer itself stays in the wheel until its slot comes round.
	 */
	public void cancel() {
		this.task = null;
	}

	/**
	 * Whether the task is still to come.
	 * @return whether it has neither run nor been cancelled
	 */
	public boolean isPending() {
		return this.task != null;
	}

	@Nullable Runnable take() {
		Runnable taken = this.task;
		this.task = null;
		return taken;
	}

}
