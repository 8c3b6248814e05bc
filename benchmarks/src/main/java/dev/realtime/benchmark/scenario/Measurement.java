package dev.realtime.benchmark.scenario;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

import dev.realtime.benchmark.client.Tally;
import dev.realtime.benchmark.process.CpuTime;

/**
 * The figures of one pass. Filled by one thread; what is not known is not there.
 */
public final class Measurement {

	private static final double MICROS_PER_MILLI = 1000;

	private final Map<Metric, Double> figures = new EnumMap<>(Metric.class);

	private String trouble = "";

	/**
	 * Notes a figure.
	 * @param metric what it says
	 * @param value how much
	 * @return this
	 */
	public Measurement put(Metric metric, double value) {
		this.figures.put(metric, value);
		return this;
	}

	/**
	 * Notes why connections ended that should not have.
	 * @param reason the first reason, empty if there was none
	 * @return this
	 */
	Measurement ended(String reason) {
		this.trouble = reason;
		return this;
	}

	/**
	 * Returns why connections ended that should not have.
	 * @return the first reason, empty if none ended
	 */
	public String trouble() {
		return this.trouble;
	}

	/**
	 * Returns the figures.
	 * @return a copy, in the order of the metrics
	 */
	public Map<Metric, Double> figures() {
		return new EnumMap<>(this.figures);
	}

	Measurement received(Tally tally) {
		Histogram latency = tally.latency();
		put(Metric.LOST, tally.lost());
		put(Metric.OUT_OF_ORDER, tally.late());
		put(Metric.DUPLICATES, tally.duplicates());
		put(Metric.CLOSED, tally.closed());
		if (latency.getTotalCount() > 0) {
			put(Metric.LATENCY_P50, latency.getValueAtPercentile(50) / MICROS_PER_MILLI);
			put(Metric.LATENCY_P90, latency.getValueAtPercentile(90) / MICROS_PER_MILLI);
			put(Metric.LATENCY_P99, latency.getValueAtPercentile(99) / MICROS_PER_MILLI);
			put(Metric.LATENCY_P999, latency.getValueAtPercentile(99.9) / MICROS_PER_MILLI);
			put(Metric.LATENCY_MAX, latency.getMaxValue() / MICROS_PER_MILLI);
		}
		return this;
	}

	Measurement cost(CpuTime cpu, long times, Metric total, Metric user, Metric system) {
		put(total, micros(cpu.total(), times));
		put(user, micros(cpu.user(), times));
		return put(system, micros(cpu.system(), times));
	}

	static double micros(Duration time, long times) {
		return time.toNanos() / 1000.0 / Math.max(1, times);
	}

	static double cores(CpuTime cpu, Duration elapsed) {
		return (double) cpu.total().toNanos() / elapsed.toNanos();
	}

}
