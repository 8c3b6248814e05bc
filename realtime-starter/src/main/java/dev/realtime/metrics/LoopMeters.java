package dev.realtime.metrics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.latency.LatencyView;
import dev.realtime.loop.Loop;
import dev.realtime.loop.LoopStats;
import dev.realtime.loop.Loops;

/**
 * Meters of the threads on which everything happens. Thread-safe.
 */
public final class LoopMeters implements MeterBinder {

	private final List<LoopStats> loops;

	private final List<LatencyView> lags;

	/**
	 * Makes the meters.
	 * @param loops the loops of the node
	 */
	public LoopMeters(Loops loops) {
		this.loops = loops.all().stream().map(Loop::stats).toList();
		this.lags = this.loops.stream().map(LoopStats::lag).toList();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		LatencyMeters.register(registry, Meters.LOOP_LAG, Meters.LOOP_LAG_HISTOGRAM, this.lags);
		Meters.LOOP_LAG_SLOWEST.register(registry, this.loops,
				(all) -> all.stream().mapToLong(LoopStats::lagNanos).max().orElse(0));
		Meters.LOOP_FAILURES.register(registry, this.loops, (all) -> all.stream().mapToLong(LoopStats::failures).sum());
	}

}
