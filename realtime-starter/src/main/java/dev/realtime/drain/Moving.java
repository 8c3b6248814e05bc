package dev.realtime.drain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainVerdict.Flow;

/**
 * One move of connections from a node to others, all of them or some: how many are due,
 * and how many have gone.
 */
final class Moving {

	/** A closing of which nothing is heard for so long is asked for again. */
	private static final long CLOSING_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	/** Client libraries try again half a second to a second and a half after a close. */
	private static final long COMEBACK_NANOS = TimeUnit.SECONDS.toNanos(3);

	private final Pace pace = new Pace();

	/** Nothing if all are to go. */
	private final @Nullable Give give;

	private final long startedNanos;

	private final long startedMillis;

	private DrainPlan plan;

	private long planNanos;

	/** How many stay; known from the first look on. */
	private int keep = -1;

	private int connections;

	private int closing;

	private long closingHeardNanos;

	private long moved;

	private long recoveredExactly;

	private long recoveredEstimated;

	private @Nullable String obstacle;

	/** As the last verdict that concerned it said. */
	private boolean paused;

	private boolean over;

	private boolean done;

	private long doneNanos;

	private Moving(DrainPlan plan, @Nullable Give give, long nowNanos, long nowMillis) {
		this.plan = plan;
		this.give = give;
		this.startedNanos = nowNanos;
		this.startedMillis = nowMillis;
		this.planNanos = nowNanos;
		this.pace.start(nowNanos);
	}

	DrainPlan plan() {
		return this.plan;
	}

	static Moving all(DrainPlan plan, long nowNanos, long nowMillis) {
		return new Moving(plan, null, nowNanos, nowMillis);
	}

	static Moving some(Give give, long nowNanos, long nowMillis) {
		return new Moving(give.plan(), give, nowNanos, nowMillis);
	}

	/** Another plan for the same move; its deadline counts from now. */
	void replan(DrainPlan changed, long nowNanos) {
		if (!changed.equals(this.plan)) {
			this.plan = changed;
			this.planNanos = nowNanos;
		}
	}

	boolean hasWaited(long nowNanos) {
		return nowNanos - this.startedNanos >= this.plan.balancerWait().toNanos();
	}

	void start(long nowNanos) {
		this.pace.start(nowNanos);
	}

	void see(int seen, @Nullable String newObstacle, long nowNanos) {
		this.connections = seen;
		this.obstacle = newObstacle;
		if (this.keep < 0) {
			this.keep = (this.give != null) ? Math.max(0, seen - this.give.connections()) : 0;
		}
		this.closing = Math.min(this.closing, seen);
		if (nowNanos - this.closingHeardNanos >= CLOSING_PATIENCE_NANOS) {
			this.closing = 0;
		}
		this.over = this.give != null && isPastDeadline(nowNanos);
		if (!this.done && isDone()) {
			this.done = true;
			this.doneNanos = nowNanos;
		}
	}

	/**
	 * Whether those that were closed last have come back by now. Were they let in here
	 * before, a balancer that knows them would bring them back.
	 */
	boolean hasSettled(long nowNanos) {
		return this.done && nowNanos - this.doneNanos >= COMEBACK_NANOS + this.plan.spread().toNanos();
	}

	boolean isDone() {
		return this.over || left() == 0;
	}

	/** How many are still to go, those that are closing among them. */
	private int left() {
		int beyond = Math.max(0, this.connections - Math.max(0, this.keep));
		return (this.give != null) ? (int) Math.max(0, Math.min(beyond, this.give.connections() - this.moved)) : beyond;
	}

	DrainVerdict next(DrainPhase phase, long nowNanos) {
		boolean pausedBefore = this.paused;
		this.paused = this.obstacle != null && !this.plan.forced();
		Flow flow = (this.paused == pausedBefore) ? Flow.STEADY : this.paused ? Flow.PAUSED : Flow.RESUMED;
		int close = 0;
		if (this.paused) {
			this.pace.skip(nowNanos);
		}
		else {
			int due = this.pace.take(nowNanos, rate(nowNanos));
			int possible = Math.max(0, left() - this.closing);
			close = (this.plan.forced() && isPastDeadline(nowNanos)) ? possible : Math.min(due, possible);
		}
		if (close > 0) {
			this.closing += close;
			this.closingHeardNanos = nowNanos;
		}
		return new DrainVerdict(phase, phase, close, flow, (flow == Flow.PAUSED) ? this.obstacle : null);
	}

	/** Of those that were asked for some may have ended meanwhile. */
	void closed(int asked, int count, long nowNanos) {
		this.moved += count;
		this.connections = Math.max(0, this.connections - count);
		this.closing = Math.max(0, this.closing - asked);
		this.closingHeardNanos = nowNanos;
	}

	void recovered(int exactly, long estimated) {
		this.recoveredExactly += exactly;
		this.recoveredEstimated = estimated;
	}

	DrainProgress progress(long nowNanos) {
		return new DrainProgress(this.startedMillis, this.moved, left(), this.recoveredExactly, this.recoveredEstimated,
				eta(nowNanos), (this.paused && left() > 0) ? this.obstacle : null);
	}

	private @Nullable Duration eta(long nowNanos) {
		if (this.paused && left() > 0) {
			return null;
		}
		long waitNanos = (this.give != null) ? 0
				: Math.max(0, this.plan.balancerWait().toNanos() - (nowNanos - this.startedNanos));
		return Duration.ofNanos(waitNanos).plusMillis((long) (left() / rate(nowNanos + waitNanos) * 1000));
	}

	/**
	 * What the plan says, or as much more as the deadline demands and the plan allows.
	 */
	private double rate(long nowNanos) {
		double seconds = remaining(nowNanos) / (double) TimeUnit.SECONDS.toNanos(1);
		boolean hurry = this.plan.deadline() != null && this.give == null && seconds > 0;
		return hurry ? this.plan.rateFor(left() - this.closing, seconds) : this.plan.ratePerSecond();
	}

	private boolean isPastDeadline(long nowNanos) {
		return this.plan.deadline() != null && remaining(nowNanos) <= 0;
	}

	private long remaining(long nowNanos) {
		Duration deadline = this.plan.deadline();
		return (deadline != null) ? this.planNanos + deadline.toNanos() - nowNanos : Long.MAX_VALUE;
	}

}
