package dev.realtime.benchmark.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.benchmark.report.Report.ServerFigures;
import dev.realtime.benchmark.scenario.LoadSettings;
import dev.realtime.benchmark.scenario.Metric;
import dev.realtime.benchmark.scenario.Scenario;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {

	private static final LoadSettings SETTINGS = new LoadSettings(10, 1, 1, Duration.ZERO, Duration.ofSeconds(1),
			Duration.ZERO, 1, 1, 200);

	private final Report report = new Report(Scenario.PACED, Instant.EPOCH, "abc",
			new Machine("cpu", 2, "1 kB", "Linux", "java"), 0.3, SETTINGS, List.of(
					new ServerFigures("realtime", "jdk", List.of("-Xmx1g"),
							List.of(Map.of(Metric.LOST, 0.0, Metric.LATENCY_P50, 1.0),
									Map.of(Metric.LOST, 0.0, Metric.LATENCY_P50, 3.0)),
							List.of()),
					new ServerFigures("stomp", "jdk", List.of(), List.of(Map.of(Metric.LOST, 2.0)),
							List.of("ended early"))));

	@Test
	void theTableHasARowForEachMetricAndAColumnForEachServer() {
		assertThat(new Table(this.report).toString().lines()).containsExactly(
				"paced                    realtime  stomp", "latency p50 ms  2.00 (1.00..3.00)      -",
				"lost                            0      2");
	}

	@Test
	void theTitleSaysWhatWasAskedAndWhere() {
		assertThat(this.report.title().lines()).containsExactly(
				"paced: 10 connections, 200 bytes, 1.0 publications/s, 1 s after 0 s of warm-up",
				"cpu, 2 cores, Linux, load before 0.3");
	}

	@Test
	void theJsonHoldsSettingsPassesAndSummary(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("new/report.json");

		this.report.writeTo(file);

		JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
		assertThat(json.at("/summary/realtime/LATENCY_P50/median").asDouble()).isEqualTo(2);
		assertThat(json.at("/report/servers/0/passes/1/LATENCY_P50").asDouble()).isEqualTo(3);
		assertThat(json.at("/report/servers/1/failures/0").asString()).isEqualTo("ended early");
		assertThat(json.at("/report/settings/connections").asInt()).isEqualTo(10);
		assertThat(json.at("/report/machine/cores").asInt()).isEqualTo(2);
	}

}
