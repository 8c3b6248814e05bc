package dev.realtime.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.realtime.cluster.NodeReport.Delivery;
import dev.realtime.cluster.NodeReport.Orders;
import dev.realtime.cluster.NodeReport.Pressure;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.drain.NodeLoad;
import dev.realtime.message.NodeId;
import dev.realtime.latency.LatencyHistogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What nodes say of themselves, as it travels. */
class NodeReportTests {

	private static final NodeId NODE = new NodeId("realtime-7d9f8b6c5-x2x4q \"é\"",
			"0b7c1e9e-6f0e-4a3f-9d0e-6d3b1f0f2a11");

	private final NodeReport report = TestReports.report(NODE);

	private final NodeSummary summary = NodeSummary.of(this.report, this.report.delivery().latency(), "1.0.0");

	@Test
	void reportReadsAsItWasWritten() {
		assertThat(NodeReport.read(this.report.toBytes())).isEqualTo(this.report);
	}

	@Test
	void whatIsNotThereReadsAsNotThere() {
		NodeReport bare = new NodeReport(NODE, 1, this.report.clients(),
				new Pressure("NORMAL", "", Duration.ZERO, 0, 0), new Delivery(LatencyHistogram.EMPTY, Map.of()), null,
				new Orders(0, 0, DrainPhase.ACTIVE, null), Map.of(), Map.of());
		NodeReport openEnd = new NodeReport(NODE, 1, bare.clients(), bare.pressure(), bare.delivery(), null,
				new Orders(1, 0, DrainPhase.DRAINING, new DrainProgress(1, 2, 3, 4, 5, null, null)), Map.of(),
				Map.of());

		assertThat(NodeReport.read(bare.toBytes())).isEqualTo(bare);
		assertThat(NodeReport.read(openEnd.toBytes())).isEqualTo(openEnd);
	}

	@Test
	void summaryReadsAsItWasWrittenAndIsSmall() {
		assertThat(NodeSummary.read(this.summary.toBytes())).isEqualTo(this.summary);
		assertThat(TestReports.summary(NODE, 9876, DrainPhase.DRAINING, "THROTTLE", 1_700_000_000_001L).toBytes())
			.hasSizeLessThanOrEqualTo(300);
	}

	@Test
	void whoHasNotCountedWhereClientsCameFromHasCountedNobody() {
		String text = new String(this.summary.toBytes(), StandardCharsets.UTF_8);
		String older = text.replaceFirst(",\"from\":\\{[^}]*}", "");

		assertThat(this.summary.arrivedFrom()).hasSize(1);
		assertThat(older).isNotEqualTo(text);
		assertThat(NodeSummary.read(bytes(older)).arrivedFrom()).isEmpty();
		assertThat(NodeSummary.read(changed(this.summary.toBytes(), "\"from\":{", "\"from\":{\"nonsense\":4,")))
			.isEqualTo(this.summary);
	}

	@Test
	void summarySaysWhatTheReportSays() {
		assertThat(this.summary.connections()).isEqualTo(9876);
		assertThat(this.summary.ordersDone()).isEqualTo(1_700_000_000_001L);
		assertThat(this.summary.phase()).isEqualTo(DrainPhase.DRAINING);
		assertThat(this.summary.p99()).isBetween(Duration.ofMillis(225), Duration.ofMillis(275));
		assertThat(this.summary.redisUp()).isTrue();
		assertThat(this.summary.isThrottling()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SHED", "REJECT", "OF_A_LATER_VERSION" })
	void nodeInTroubleTakesNoMore(String tier) {
		assertThat(TestReports.summary(NODE, 5, DrainPhase.ACTIVE, tier, 0).load())
			.isEqualTo(new NodeLoad(NODE, 5, 10_000, DrainPhase.ACTIVE, true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "NORMAL", "THROTTLE" })
	void nodeThatIsWellEnoughHasRoom(String tier) {
		assertThat(TestReports.summary(NODE, 5, DrainPhase.ACTIVE, tier, 0).load().overloaded()).isFalse();
	}

	@Test
	void whatANewerNodeAddsIsIgnored() {
		assertThat(NodeReport.read(changed(this.report.toBytes(), "{\"v\":1,", "{\"v\":1,\"new\":{\"a\":[1]},")))
			.isEqualTo(this.report);
		assertThat(NodeSummary.read(changed(this.summary.toBytes(), "{\"v\":1,", "{\"v\":1,\"new\":null,")))
			.isEqualTo(this.summary);
	}

	@Test
	void anotherVersionIsNotUnderstood() {
		assertThat(NodeReport.read(changed(this.report.toBytes(), "\"v\":1", "\"v\":2"))).isNull();
		assertThat(NodeSummary.read(changed(this.summary.toBytes(), "\"v\":1", "\"v\":2"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "[]", "null", "1", "{}", "{\"v\":\"1\"}", "{\"v\":1}", "{\"v\":1",
			"{\"v\":1,\"n\":null,\"i\":\"x\"}" })
	void garbageIsNotUnderstood(String text) {
		assertThat(NodeReport.read(bytes(text))).isNull();
		assertThat(NodeSummary.read(bytes(text))).isNull();
	}

	@Test
	void whatCannotBeIsNotUnderstood() {
		assertThat(NodeSummary.read(changed(this.summary.toBytes(), "\"max\":10000", "\"max\":0"))).isNull();
		assertThat(NodeSummary.read(changed(this.summary.toBytes(), "DRAINING", "MELTING"))).isNull();
		assertThat(NodeReport.read(changed(this.report.toBytes(), "\"latency\":\"1;", "\"latency\":\"9;"))).isNull();
	}

	@Test
	void illegalTierIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Pressure("shed", "", Duration.ZERO, 0, 0))
			.withMessageContaining("'shed'");
	}

	private static byte[] changed(byte[] bytes, String from, String to) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		assertThat(text).contains(from);
		return bytes(text.replace(from, to));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
