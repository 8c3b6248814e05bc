package dev.realtime.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainSettings;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

/** When an operation is over, though nobody is in charge of it. */
class OperationReviewTests {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private static final Drain DRAIN = new Drain(DrainSettings.DEFAULTS.plan());

	private static final long NOW = 1_700_000_000_000L;

	private static final long OVERDUE = NOW + 600_000;

	private final OperationReview review = new OperationReview();

	private final NodeOrders orders = NodeOrders.NONE.order(ONE, new Serve(), "anna", NOW)
		.begin(Operation.running("op1", "drain", Set.of(ONE, TWO), "anna", NOW, OVERDUE),
				Map.of(ONE, DRAIN, TWO, DRAIN));

	@Test
	void operationRunsUntilEveryTargetHasDoneWhatItWasTold() {
		assertThat(review(Map.of(ONE, done(ONE, NOW + 1), TWO, done(TWO, NOW)), NOW + 1)).isEmpty();
		assertThat(review(Map.of(ONE, done(ONE, NOW + 1)), NOW + 1)).as("one has said nothing yet").isEmpty();
		assertThat(review(Map.of(ONE, done(ONE, NOW + 1), TWO, done(TWO, NOW + 1)), NOW + 2))
			.contains(Outcome.FINISHED);
	}

	@Test
	void targetThatWasToldOtherwiseMeanwhileHasThatToDo() {
		NodeOrders changed = this.orders.order(TWO, new Serve(), "ben", NOW + 1);
		Map<NodeId, NodeSummary> summaries = Map.of(ONE, done(ONE, NOW + 1), TWO, done(TWO, NOW + 1));

		assertThat(this.review.review(changed, summaries, Set.of(ONE, TWO), NOW + 2)).isEmpty();
		assertThat(this.review.review(changed, Map.of(ONE, done(ONE, NOW + 1), TWO, done(TWO, NOW + 2)),
				Set.of(ONE, TWO), NOW + 3))
			.contains(Outcome.FINISHED);
	}

	@Test
	void targetThatIsGoneForLongHasNothingToDo() {
		Map<NodeId, NodeSummary> summaries = Map.of(ONE, done(ONE, NOW + 1));

		assertThat(this.review.review(this.orders, summaries, Set.of(ONE), NOW + 1000)).isEmpty();
		assertThat(this.review.review(this.orders, summaries, Set.of(ONE), NOW + 15_999)).isEmpty();
		assertThat(this.review.review(this.orders, summaries, Set.of(ONE), NOW + 16_000)).contains(Outcome.FINISHED);
	}

	@Test
	void targetThatWasMissingForAMomentIsNotGone() {
		Map<NodeId, NodeSummary> summaries = Map.of(ONE, done(ONE, NOW + 1));

		this.review.review(this.orders, summaries, Set.of(ONE), NOW + 1000);
		this.review.review(this.orders, summaries, Set.of(ONE, TWO), NOW + 3000);

		assertThat(this.review.review(this.orders, summaries, Set.of(ONE), NOW + 17_000)).isEmpty();
		assertThat(this.review.review(this.orders, summaries, Set.of(ONE), NOW + 32_000)).contains(Outcome.FINISHED);
	}

	@Test
	void operationThatTakesTooLongIsOverdue() {
		assertThat(review(Map.of(ONE, done(ONE, NOW + 1)), OVERDUE - 1)).isEmpty();
		assertThat(review(Map.of(ONE, done(ONE, NOW + 1)), OVERDUE)).contains(Outcome.OVERDUE);
		assertThat(review(Map.of(ONE, done(ONE, NOW + 1), TWO, done(TWO, NOW + 1)), OVERDUE))
			.contains(Outcome.FINISHED);
	}

	@Test
	void whatHasEndedOrNeverBegunIsNotEnded() {
		Map<NodeId, NodeSummary> summaries = Map.of(ONE, done(ONE, NOW + 1), TWO, done(TWO, NOW + 1));

		assertThat(this.review.review(this.orders.end(Outcome.CANCELLED, NOW), summaries, Set.of(ONE, TWO), OVERDUE))
			.isEmpty();
		assertThat(this.review.review(NodeOrders.NONE, summaries, Set.of(ONE, TWO), OVERDUE)).isEmpty();
	}

	private Optional<Outcome> review(Map<NodeId, NodeSummary> summaries, long nowMillis) {
		return this.review.review(this.orders, summaries, Set.of(ONE, TWO), nowMillis);
	}

	private static NodeSummary done(NodeId node, long revision) {
		return TestReports.summary(node, 0, DrainPhase.DRAINED, "NORMAL", revision);
	}

}
