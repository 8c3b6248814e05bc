package dev.realtime.benchmark.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.process.ServerUnderTest;
import dev.realtime.benchmark.server.ServerLauncher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every scenario must find on every server: all that was published, in order, at
 * every connection.
 */
@Timeout(90)
abstract class ScenarioContract {

	private static final int CONNECTIONS = 50;

	private static final LoadSettings SETTINGS = new LoadSettings(CONNECTIONS, 20, 2, Duration.ofMillis(300),
			Duration.ofMillis(500), Duration.ofMillis(100), 100, 4, 200);

	private final CountDownLatch over = new CountDownLatch(1);

	private final ServerKind kind;

	private ServerUnderTest server;

	ScenarioContract(ServerKind kind) {
		this.kind = kind;
	}

	@BeforeEach
	void start() throws IOException {
		this.server = new InProcessServer(this.kind, launch(this.over::countDown));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	abstract ServerLauncher.Running launch(Runnable whenOver);

	@Test
	void pacedPublicationsAllArriveEverywhere() {
		Map<Metric, Double> figures = measure(Scenario.PACED);

		assertThatNothingIsMissing(figures);
		assertThat(figures.get(Metric.PUBLICATIONS_PER_SECOND)).isBetween(50.0, 100.5);
		assertThat(figures.get(Metric.LATENCY_MAX)).isPositive();
	}

	@Test
	void saturatedPublicationsAllArriveEverywhere() {
		Map<Metric, Double> figures = measure(Scenario.SATURATED);

		assertThatNothingIsMissing(figures);
		assertThat(figures).containsEntry(Metric.STALLS, 0.0);
		assertThat(figures.get(Metric.DELIVERIES_PER_SECOND))
			.isGreaterThan(figures.get(Metric.PUBLICATIONS_PER_SECOND));
	}

	@Test
	void idleConnectionsAreWeighedAndStayOpen() {
		Map<Metric, Double> figures = measure(Scenario.IDLE);

		assertThat(figures).containsEntry(Metric.CLOSED, 0.0)
			.containsKeys(Metric.HEAP_PER_CONNECTION, Metric.RSS_PER_CONNECTION, Metric.IDLE_CORES);
	}

	@Test
	void connectsAreCountedAndCosted() {
		Map<Metric, Double> figures = measure(Scenario.CONNECT);

		assertThat(figures.get(Metric.CONNECTS_PER_SECOND)).isPositive();
		assertThat(figures.get(Metric.CPU_PER_CONNECT)).isPositive();
	}

	@Test
	void serverLearnsThatItsLoadGeneratorIsGone() throws InterruptedException {
		this.server.close();

		assertThat(this.over.await(30, TimeUnit.SECONDS)).isTrue();
	}

	private Map<Metric, Double> measure(Scenario scenario) {
		return scenario.measure(this.server, SETTINGS).figures();
	}

	private void assertThatNothingIsMissing(Map<Metric, Double> figures) {
		assertThat(figures).containsEntry(Metric.LOST, 0.0)
			.containsEntry(Metric.DUPLICATES, 0.0)
			.containsEntry(Metric.OUT_OF_ORDER, 0.0)
			.containsEntry(Metric.CLOSED, 0.0);
		assertThat(figures.get(Metric.DELIVERIES_PER_SECOND)).isPositive();
	}

}
