package dev.realtime.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.drain.DrainVerdict.Flow;

/**
 * A node in thought: its connections, its clock, and what its drainer made it do.
 */
final class TestedNode {

	static final Duration NOTICE = Duration.ofSeconds(7);

	final Drainer drainer = new Drainer(NOTICE);

	final List<DrainPhase> phases = new ArrayList<>();

	final List<String> flows = new ArrayList<>();

	int connections;

	@Nullable String obstacle;

	/** Connections that were told to close and have not ended yet. */
	int closing;

	/** Whether they end before the next tick. */
	boolean closesAtOnce = true;

	private long nanos = -5_000_000_000L;

	TestedNode(int connections) {
		this.connections = connections;
	}

	long now() {
		return this.nanos;
	}

	long nowMillis() {
		return 1_700_000_000_000L + this.nanos / 1_000_000;
	}

	void told(long number, DrainOrder order) {
		note(this.drainer.told(number, order, this.nanos, nowMillis()));
	}

	void shutDown(DrainPlan plan) {
		note(this.drainer.shutDown(plan, this.nanos, nowMillis()));
	}

	/** Ticks once, now; answers how many were to be closed. */
	int tick() {
		DrainVerdict verdict = this.drainer.tick(this.nanos, this.connections, this.obstacle);
		note(verdict);
		this.closing += verdict.close();
		if (this.closesAtOnce) {
			end(this.closing);
		}
		return verdict.close();
	}

	/** Some of those that are closing have ended. */
	void end(int count) {
		this.connections -= count;
		this.closing -= count;
		this.drainer.closed(count, count, this.nanos);
	}

	/** Lets time pass in ticks of 100 ms; answers how many were to be closed. */
	int run(Duration time) {
		return run(time, Duration.ofMillis(100));
	}

	int run(Duration time, Duration tick) {
		int closed = 0;
		for (long left = time.toNanos(); left > 0; left -= tick.toNanos()) {
			advance(tick);
			closed += tick();
		}
		return closed;
	}

	void advance(Duration time) {
		this.nanos += time.toNanos();
	}

	private void note(DrainVerdict verdict) {
		if (verdict.isPhaseChanged()) {
			this.phases.add(verdict.phase());
		}
		if (verdict.flow() != Flow.STEADY) {
			this.flows.add(verdict.flow() + ((verdict.reason() != null) ? " " + verdict.reason() : ""));
		}
	}

}
