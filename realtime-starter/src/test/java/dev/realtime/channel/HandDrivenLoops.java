package dev.realtime.channel;

import java.util.ArrayList;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import dev.realtime.loop.Loop;
import dev.realtime.loop.Loops;
import dev.realtime.loop.Ticker;

/**
 * Loops that turn when the test says so, and a clock that moves when it says so.
 */
final class HandDrivenLoops implements Ticker {

	private final List<Loop> all = new ArrayList<>();

	private final Loops loops;

	private long nanos = 1_000_000_000;

	HandDrivenLoops(int count) {
		for (int i = 0; i < count; i++) {
			this.all.add(new Loop("loop-" + i, this, () -> {
			}));
		}
		this.loops = new Loops(this.all);
	}

	Loops loops() {
		return this.loops;
	}

	Loop loop(int index) {
		return this.all.get(index);
	}

	/** Runs a task in a turn of a loop, now. */
	void in(Loop loop, Runnable task) {
		loop.execute(task);
		loop.turn();
	}

	void turn(Loop loop) {
		loop.turn();
	}

	/** One turn of a loop drawn by lot. */
	void turnAny(Random random) {
		this.all.get(random.nextInt(this.all.size())).turn();
	}

	/** Turns all loops until a whole round has found nothing to do. */
	void settle() {
		long before;
		do {
			before = work();
			this.all.forEach(Loop::turn);
		}
		while (work() != before);
	}

	private long work() {
		return this.all.stream().mapToLong((loop) -> loop.stats().tasks() + loop.stats().flushes()).sum();
	}

	/** Lets time pass in the middle of a turn. */
	void tick(long millis) {
		this.nanos += millis * 1_000_000;
	}

	/**
	 * Ends a loop's turn behind the tasks posted so far: they take longer than a turn
	 * may.
	 */
	void endTurnHere(Loop loop) {
		loop.execute(() -> tick(3));
		for (int i = 0; i < 16; i++) {
			loop.execute(() -> {
			});
		}
	}

	void advanceMillis(long millis) {
		this.nanos += millis * 1_000_000;
		settle();
	}

	/**
	 * Lets time pass in small steps, so that what falls due may set what falls due next.
	 */
	void pass(Duration time) {
		for (long left = time.toMillis(); left > 0; left -= 50) {
			advanceMillis(Math.min(left, 50));
		}
	}

	@Override
	public long nanoTime() {
		return this.nanos;
	}

	@Override
	public long currentTimeMillis() {
		return 1_700_000_000_000L + this.nanos / 1_000_000;
	}

}
