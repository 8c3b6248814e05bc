package dev.realtime.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread's worth of state: an inbox, a timer wheel and a backlog of dirty things, run
 * in turns.
 *
 * <p>
 * Guarantees:
 * <ul>
 * <li>Order: tasks posted by one thread run in the order in which it posted them.
 * <li>Exclusion: a task, a timer and a flush never run at the same time as another of
 * this loop.
 * <li>Coalescing: whatever a turn's tasks made dirty is flushed at its end, once.
 * <li>Fairness: tasks yield to timers and flushes after 2 ms, flushes to tasks after 2 ms
 * or 256 of them; the backlog is kept by lane, the best lane first.
 * <li>An exception ends the task that threw it and nothing else.
 * </ul>
 * {@link #execute} may be called from any thread; everything else only in a turn, which
 * is checked where a mistake would corrupt.
 */
public final class Loop implements Executor {

	/** How many lanes the backlog has; lane 0 is served first. */
	public static final int LANES = 4;

	private static final Logger logger = LoggerFactory.getLogger(Loop.class);

	private static final int INBOX_CHUNK = 1024;

	/** Long enough to coalesce, short enough that a pong does not wait. */
	private static final long TURN_NANOS = 2_000_000;

	private static final int MAX_FLUSHES = 256;

	/** Reading the clock costs about as much as a short task. */
	private static final int CLOCK_EVERY = 16;

	private static final long PROBE_NANOS = 100_000_000;

	private final String name;

	private final Ticker ticker;

	private final Runnable wakeup;

	private final Queue<Runnable> inbox = new MpscUnboundedAtomicArrayQueue<>(INBOX_CHUNK);

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final Backlog backlog = new Backlog();

	private final TimerWheel timers;

	/** What is done when the turn is over. */
	private final List<Runnable> endings = new ArrayList<>();

	private final LoopStats stats = new LoopStats();

	private volatile @Nullable Thread owner;

	private long lastProbeNanos;

	private boolean probing;

	/**
	 * Makes a loop that somebody drives.
	 * @param name for logs
	 * @param ticker the clock
	 * @param wakeup called when work arrives and nobody is scheduled to do it; must lead
	 * to {@link #turn()} and may be called from any thread
	 */
	public Loop(String name, Ticker ticker, Runnable wakeup) {
		this.name = name;
		this.ticker = ticker;
		this.wakeup = wakeup;
		this.timers = new TimerWheel(ticker.nanoTime());
	}

	/**
	 * Posts a task.
	 * @param task runs in a turn to come
	 */
	@Override
	public void execute(Runnable task) {
		this.inbox.offer(task);
		if (!this.scheduled.get() && this.scheduled.compareAndSet(false, true)) {
			this.wakeup.run();
		}
	}

	/**
	 * Runs a task now if this is the loop's own turn, else posts it.
	 * @param task the task
	 */
	public void executeNowOrLater(Runnable task) {
		if (inTurn()) {
			task.run();
		}
		else {
			execute(task);
		}
	}

	/**
	 * Whether the calling thread is in a turn of this loop.
	 * @return whether loop state may be touched
	 */
	public boolean inTurn() {
		return this.owner == Thread.currentThread();
	}

	/**
	 * Marks something dirty: it is flushed at the end of this turn or, if the turn is
	 * full, of one that follows. A second mark before the flush changes nothing, except
	 * that a better lane lifts it.
	 * @param flushable what to flush
	 * @param lane 0 to 3, 0 first
	 */
	public void flushLater(Flushable flushable, int lane) {
		this.backlog.add(flushable, lane);
	}

	/**
	 * Forgets that something was dirty.
	 * @param flushable what not to flush
	 */
	public void forget(Flushable flushable) {
		this.backlog.remove(flushable);
	}

	/**
	 * Runs a task when this turn is over: behind its flushes, those left for another turn
	 * apart. Tasks run in the order in which they came.
	 * @param task costs nothing to keep if it is the same object each time
	 */
	public void atEndOfTurn(Runnable task) {
		this.endings.add(task);
	}

	/**
	 * Runs a task later, up to 50 ms after the delay and never before.
	 * @param delay how much later
	 * @param task runs in a turn
	 * @return to cancel it
	 */
	public Timer schedule(Duration delay, Runnable task) {
		return this.timers.add(this.ticker.nanoTime(), delay.toNanos(), task);
	}

	/**
	 * Returns the clock.
	 * @return the ticker this loop was made with
	 */
	public Ticker ticker() {
		return this.ticker;
	}

	/**
	 * Returns what the loop says of itself.
	 * @return a live view, readable from any thread
	 */
	public LoopStats stats() {
		return this.stats;
	}

	/**
	 * Runs one turn: tasks, timers, flushes. For whoever drives the loop, one thread at a
	 * time.
	 * @return whether work is left, so that another turn is due at once
	 */
	public boolean turn() {
		this.owner = Thread.currentThread();
		try {
			probe();
			int tasks = runTasks();
			this.timers.advance(this.ticker.nanoTime(), this::run);
			int flushes = runFlushes();
			runEndings();
			this.stats.turned(tasks, flushes);
			return !this.backlog.isEmpty() || !this.inbox.isEmpty();
		}
		finally {
			this.owner = null;
		}
	}

	/**
	 * Says that no turn is scheduled any more, so that the next task calls for one. For
	 * whoever drives the loop, after a turn that left nothing.
	 * @return whether the loop is idle; if not, work arrived meanwhile and another turn
	 * is due at once
	 */
	public boolean rest() {
		this.scheduled.set(false);
		if (this.inbox.isEmpty() || !this.scheduled.compareAndSet(false, true)) {
			return true;
		}
		return false;
	}

	/**
	 * Returns when the loop wants a turn although nothing was posted.
	 * @return a time of the ticker in nanoseconds, or {@link Long#MAX_VALUE} for never
	 */
	public long nextDeadlineNanos() {
		return this.timers.isEmpty() ? Long.MAX_VALUE : this.timers.nextTickNanos();
	}

	@Override
	public String toString() {
		return this.name;
	}

	private int runTasks() {
		long start = this.ticker.nanoTime();
		int count = 0;
		Runnable task = this.inbox.poll();
		while (task != null) {
			run(task);
			count++;
			if (count % CLOCK_EVERY == 0 && this.ticker.nanoTime() - start >= TURN_NANOS) {
				break;
			}
			task = this.inbox.poll();
		}
		return count;
	}

	private int runFlushes() {
		long start = this.ticker.nanoTime();
		int count = 0;
		while (count < MAX_FLUSHES) {
			Flushable dirty = this.backlog.poll();
			if (dirty == null) {
				break;
			}
			try {
				dirty.flush();
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
			count++;
			if (count % CLOCK_EVERY == 0 && this.ticker.nanoTime() - start >= TURN_NANOS) {
				break;
			}
		}
		return count;
	}

	private void runEndings() {
		for (int i = 0; i < this.endings.size(); i++) {
			run(this.endings.get(i));
		}
		this.endings.clear();
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	private void failed(Throwable ex) {
		this.stats.failed();
		logger.error("A task of {} failed; the loop goes on", this.name, ex);
	}

	private void probe() {
		long now = this.ticker.nanoTime();
		if (this.probing || now - this.lastProbeNanos < PROBE_NANOS) {
			return;
		}
		this.probing = true;
		this.lastProbeNanos = now;
		this.inbox.offer(() -> {
			this.probing = false;
			this.stats.lagged(this.ticker.nanoTime() - now);
		});
	}

}
