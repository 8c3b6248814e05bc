package dev.realtime.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.realtime.benchmark.process.ServerUnderTest;
import dev.realtime.benchmark.report.Report.ServerFigures;
import dev.realtime.benchmark.scenario.LoadSettings;
import dev.realtime.benchmark.scenario.Measurement;
import dev.realtime.benchmark.scenario.Metric;
import dev.realtime.benchmark.scenario.Scenario;

/**
 * One server and what its passes have given so far.
 */
final class Subject {

	private final String label;

	private final List<String> jvmFlags;

	private final Supplier<ServerUnderTest> start;

	private final List<Map<Metric, Double>> passes = new ArrayList<>();

	private final List<String> failures = new ArrayList<>();

	private String runtime = "unknown";

	Subject(String label, List<String> jvmFlags, Supplier<ServerUnderTest> start) {
		this.label = label;
		this.jvmFlags = jvmFlags;
		this.start = start;
	}

	String label() {
		return this.label;
	}

	/**
	 * Runs one pass. A failure is kept and reported; the other servers still have their
	 * turn.
	 */
	void pass(Scenario scenario, LoadSettings load) {
		try (ServerUnderTest server = this.start.get()) {
			this.runtime = server.runtime();
			Measurement measurement = scenario.measure(server, load);
			this.passes.add(measurement.figures());
			if (!measurement.trouble().isEmpty()) {
				fail("lost connections, the first one" + measurement.trouble());
			}
		}
		catch (RuntimeException ex) {
			fail(String.valueOf(ex.getMessage()));
		}
	}

	private void fail(String reason) {
		this.failures.add(reason);
		System.err.println(this.label + ": " + reason);
	}

	boolean isClean() {
		return this.failures.isEmpty();
	}

	ServerFigures figures() {
		return new ServerFigures(this.label, this.runtime, this.jvmFlags, this.passes, this.failures);
	}

}
