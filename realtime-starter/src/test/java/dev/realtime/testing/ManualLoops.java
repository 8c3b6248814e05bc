package dev.realtime.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

import dev.realtime.loop.Loop;
import dev.realtime.loop.Loops;

/**
 * Loops, a clock and an application executor that do nothing until a test says so, and
 * then all there is to do, on the test's thread.
 */
public final class ManualLoops implements Executor {

	private static final Duration STEP = Duration.ofMillis(50);

	private final ManualTicker ticker = new ManualTicker();

	private final Loops loops;

	private final Queue<Runnable> application = new ArrayDeque<>();

	/** Whether a loop was given work while nobody drove it. */
	private boolean woken;

	/**
	 * Makes loops at rest.
	 * @param count how many
	 */
	public ManualLoops(int count) {
		this.loops = new Loops(IntStream.range(0, count)
			.mapToObj((number) -> new Loop("loop-" + number, this.ticker, () -> this.woken = true))
			.toList());
	}

	/**
	 * Returns the loops.
	 * @return the group
	 */
	public Loops loops() {
		return this.loops;
	}

	/**
	 * Returns the clock.
	 * @return the clock of all loops
	 */
	public ManualTicker ticker() {
		return this.ticker;
	}

	/** Takes work for the application. */
	@Override
	public void execute(Runnable task) {
		this.application.add(task);
	}

	/**
	 * Runs turns and the application's work until nothing is left to do now.
	 */
	public void run() {
		boolean left = true;
		while (left) {
			left = turn();
			for (Runnable task = this.application.poll(); task != null; task = this.application.poll()) {
				task.run();
				left = true;
			}
		}
	}

	/**
	 * Lets time pass in steps of a timer's tick, running all that falls due.
	 * @param time how much
	 */
	public void pass(Duration time) {
		run();
		for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
			this.ticker.advance((left.compareTo(STEP) < 0) ? left : STEP);
			run();
		}
	}

	private boolean turn() {
		boolean left = false;
		this.woken = false;
		for (Loop loop : this.loops.all()) {
			left |= loop.turn() || !loop.rest();
		}
		return left || this.woken;
	}

	/**
	 * Returns how many tasks of the loops have failed.
	 * @return number of failures
	 */
	public long failures() {
		return List.copyOf(this.loops.all()).stream().mapToLong((loop) -> loop.stats().failures()).sum();
	}

}
