package dev.realtime.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Timers of one loop in slots of 50 ms: adding and cancelling cost the same whatever the
 * number, which matters because nearly every command arms one that never fires. A timer
 * fires up to one tick late and never early. Belongs to one loop.
 */
final class TimerWheel {

	static final long TICK_NANOS = 50_000_000;

	private static final int SLOTS = 512;

	private final List<List<Timer>> slots = new ArrayList<>(SLOTS);

	private final long originNanos;

	private long tick;

	private int size;

	TimerWheel(long nowNanos) {
		this.originNanos = nowNanos;
		for (int i = 0; i < SLOTS; i++) {
			this.slots.add(new ArrayList<>(0));
		}
	}

	Timer add(long nowNanos, long delayNanos, Runnable task) {
		long due = nowNanos - this.originNanos + Math.max(0, delayNanos);
		long deadline = Math.max(this.tick + 1, (due + TICK_NANOS - 1) / TICK_NANOS);
		Timer timer = new Timer(task, deadline);
		slot(deadline).add(timer);
		this.size++;
		return timer;
	}

	/** Hands over what is due by now. */
	void advance(long nowNanos, Consumer<Runnable> runner) {
		long target = (nowNanos - this.originNanos) / TICK_NANOS;
		if (target - this.tick > SLOTS) {
			// After a long pause one round visits every slot; deadlines say what is due.
			this.tick = target - SLOTS;
		}
		while (this.tick < target) {
			this.tick++;
			expire(slot(this.tick), runner);
		}
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	/** When the next tick begins, whether or not a timer is due in it. */
	long nextTickNanos() {
		return this.originNanos + (this.tick + 1) * TICK_NANOS;
	}

	private void expire(List<Timer> slot, Consumer<Runnable> runner) {
		if (slot.isEmpty()) {
			return;
		}
		List<Runnable> due = new ArrayList<>();
		int kept = 0;
		for (Timer timer : slot) {
			if (timer.isPending() && timer.deadlineTick > this.tick) {
				slot.set(kept++, timer);
				continue;
			}
			this.size--;
			Runnable task = timer.take();
			if (task != null) {
				due.add(task);
			}
		}
		slot.subList(kept, slot.size()).clear();
		due.forEach(runner);
	}

	private List<Timer> slot(long atTick) {
		return this.slots.get((int) (atTick & (SLOTS - 1)));
	}

}
