package dev.realtime.cluster;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.message.NodeId;
import dev.realtime.testing.PausableBus;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports on request, and what becomes of nodes that do not answer. */
class BusReportsTests {

	private static final NodeId HERE = new NodeId("here", "i1");

	private static final NodeId THERE = new NodeId("there", "i2");

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final Map<NodeId, PausableBus> buses = new HashMap<>();

	private final BusReports here = reports(HERE);

	@Test
	void nodesReportOnRequest() {
		reports(THERE);

		NodeReports all = done(this.here.all());

		assertThat(all.reports()).isEqualTo(Map.of(HERE, TestReports.report(HERE), THERE, TestReports.report(THERE)));
		assertThat(all.isComplete()).isTrue();
		assertThat(all.latency().count()).as("of both together").isEqualTo(4);
		assertThat(done(this.here.of(Set.of(THERE))).reports()).containsOnlyKeys(THERE);
	}

	@Test
	void nodeThatStandsStillMakesTheAnswerPartial() {
		reports(THERE);
		bus(THERE).pause();

		NodeReports all = done(this.here.all());

		assertThat(all.reports()).containsOnlyKeys(HERE);
		assertThat(all.missing()).isEqualTo(Map.of(THERE, Missing.SILENT));
		assertThat(all.isComplete()).isFalse();
	}

	@Test
	void nodeThatIsGoneHasNothingToSay() {
		NodeReports gone = done(this.here.of(Set.of(HERE, THERE)));

		assertThat(gone.missing()).isEqualTo(Map.of(THERE, Missing.GONE));
		assertThat(gone.isComplete()).isTrue();
	}

	@Test
	void nodeWhoseReportCannotBeMadeMakesTheAnswerPartial() {
		new BusReports(bus(THERE), () -> {
			throw new IllegalStateException("broken, for a test");
		});

		assertThat(done(this.here.all()).missing()).isEqualTo(Map.of(THERE, Missing.FAILED));
	}

	@Test
	void answerOfAnotherVersionIsMissingAndCounted() {
		bus(THERE).handle("node.report",
				(question) -> CompletableFuture.completedFuture("{\"v\":2}".getBytes(StandardCharsets.UTF_8)));

		assertThat(done(this.here.all()).missing()).isEqualTo(Map.of(THERE, Missing.FAILED));
		assertThat(this.here.notUnderstood()).isEqualTo(1);
	}

	@Test
	void questionOfAnotherVersionIsAnsweredWithNothingAndCounted() {
		BusAnswers answers = done(
				bus(THERE).ask("node.report", "{\"v\":2}".getBytes(StandardCharsets.UTF_8), Set.of(HERE)));

		assertThat(answers.answers().get(HERE)).isEmpty();
		assertThat(this.here.notUnderstood()).isEqualTo(1);
	}

	private PausableBus bus(NodeId node) {
		return this.buses.computeIfAbsent(node, (key) -> new PausableBus(
				MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, node))));
	}

	private BusReports reports(NodeId node) {
		return new BusReports(bus(node), () -> TestReports.report(node));
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

}
