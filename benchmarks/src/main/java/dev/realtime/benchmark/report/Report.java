package dev.realtime.benchmark.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.benchmark.scenario.LoadSettings;
import dev.realtime.benchmark.scenario.Metric;
import dev.realtime.benchmark.scenario.Scenario;

/**
 * One scenario on all servers.
 *
 * @param scenario what was asked
 * @param startedAt when
 * @param commit of the code that was measured
 * @param machine where
 * @param loadBefore processes that ran or waited to run in the minute before
 * @param settings how much load
 * @param servers what was found, in the order in which servers were named
 */
public record Report(Scenario scenario, Instant startedAt, String commit, Machine machine, double loadBefore,
		LoadSettings settings, List<ServerFigures> servers) {

	/**
	 * Copies the servers.
	 */
	public Report {
		servers = List.copyOf(servers);
	}

	/**
	 * What was found on one server.
	 *
	 * @param server its label
	 * @param runtime the Java runtime it ran on
	 * @param jvmFlags how that was started
	 * @param passes the figures of each pass
	 * @param failures what kept passes from giving figures
	 */
	public record ServerFigures(String server, String runtime, List<String> jvmFlags, List<Map<Metric, Double>> passes,
			List<String> failures) {

		/**
		 * Copies the lists.
		 */
		public ServerFigures {
			jvmFlags = List.copyOf(jvmFlags);
			passes = List.copyOf(passes);
			failures = List.copyOf(failures);
		}

		/**
		 * Sums the passes up.
		 * @return the spread of each metric that every pass has
		 */
		public Map<Metric, Spread> summary() {
			Map<Metric, Spread> summary = new LinkedHashMap<>();
			for (Metric metric : Metric.values()) {
				List<Double> values = new ArrayList<>();
				for (Map<Metric, Double> pass : this.passes) {
					Double value = pass.get(metric);
					if (value != null) {
						values.add(value);
					}
				}
				if (!values.isEmpty()) {
					summary.put(metric, Spread.of(values));
				}
			}
			return summary;
		}

	}

	/**
	 * Says what was asked and where.
	 * @return two lines
	 */
	public String title() {
		String pace = switch (this.scenario) {
			case PACED -> ", " + this.settings.rate() + " publications/s";
			case SATURATED -> ", " + this.settings.inFlight() + " in flight";
			case IDLE, CONNECT -> "";
		};
		return String.format(Locale.ROOT,
				"%s: %d connections, %d bytes%s, %d s after %d s of warm-up%n%s, %d cores, %s, load before %.1f",
				this.scenario.label(), this.settings.connections(), this.settings.size(), pace,
				this.settings.duration().toSeconds(), this.settings.warmUp().toSeconds(), this.machine.processor(),
				this.machine.cores(), this.machine.kernel(), this.loadBefore);
	}

	/**
	 * Writes everything as JSON.
	 * @param file where to, its directory is made if need be
	 */
	public void writeTo(Path file) {
		try {
			Path directory = file.toAbsolutePath().getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			Map<String, Object> all = new LinkedHashMap<>();
			all.put("report", this);
			Map<String, Object> summaries = new LinkedHashMap<>();
			this.servers.forEach((server) -> summaries.put(server.server(), server.summary()));
			all.put("summary", summaries);
			JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			Files.writeString(file, mapper.writeValueAsString(all) + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write the report to " + file + ": name another with --output", ex);
		}
	}

}
