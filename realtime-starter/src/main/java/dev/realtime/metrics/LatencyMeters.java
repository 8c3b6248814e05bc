package dev.realtime.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;

import dev.realtime.latency.LatencyHistogram;
import dev.realtime.latency.LatencyView;

/**
 * Shows a histogram of ours: a timer with its count and its sum, and beside it a counter
 * for each of the times that operators ask for, tagged as Prometheus tags the buckets of
 * a histogram. So {@code histogram_quantile} works, over one node or the sum of many, and
 * nothing is recorded a second time. All times are ends of our buckets: the counts are
 * exact.
 */
final class LatencyMeters {

	/** Up to which times is counted, and above them all. */
	static final List<String> BOUNDS = List.of("0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25",
			"0.5", "1", "+Inf");

	private static final String ALL = BOUNDS.get(BOUNDS.size() - 1);

	private LatencyMeters() {
	}

	/**
	 * Registers a timer and its buckets.
	 * @param registry where
	 * @param timer of the catalogue
	 * @param buckets of the catalogue
	 * @param views what is shown together, such as one for each loop
	 */
	static void register(MeterRegistry registry, Meters timer, Meters buckets, List<LatencyView> views) {
		FunctionTimer
			.builder(timer.meter(), views, (all) -> merged(all).count(),
					(all) -> all.stream().mapToLong(LatencyView::totalNanos).sum(), TimeUnit.NANOSECONDS)
			.description(timer.description())
			.register(registry);
		for (String bound : BOUNDS) {
			buckets.register(registry, views, (all) -> within(merged(all), bound), bound);
		}
	}

	private static LatencyHistogram merged(List<LatencyView> views) {
		return views.stream().map(LatencyView::snapshot).reduce(LatencyHistogram.EMPTY, LatencyHistogram::plus);
	}

	private static long within(LatencyHistogram histogram, String bound) {
		return bound.equals(ALL) ? histogram.count()
				: histogram.countWithin(Duration.ofNanos(Math.round(Double.parseDouble(bound) * 1e9)));
	}

}
