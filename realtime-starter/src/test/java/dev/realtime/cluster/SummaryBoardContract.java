package dev.realtime.cluster;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.drain.DrainPhase;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What every board of summaries keeps; extended once per store.
 */
public abstract class SummaryBoardContract {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId ONE_AGAIN = new NodeId("one", "i9");

	private static final NodeId TWO = new NodeId("two", "i2");

	private @Nullable SummaryBoard first;

	private @Nullable SummaryBoard second;

	/**
	 * Opens the board as one node does. All that are opened in one test share a store,
	 * which had nothing in it before.
	 * @return a board
	 */
	protected abstract SummaryBoard board();

	/**
	 * Lets some time pass on a clock that is moved by hand.
	 * @param time how much
	 */
	protected abstract void advance(Duration time);

	/**
	 * Returns how long a summary stays.
	 * @return its life
	 */
	protected abstract Duration life();

	@BeforeEach
	void open() {
		this.first = board();
		this.second = board();
	}

	private SummaryBoard first() {
		return Objects.requireNonNull(this.first, "Made before each test");
	}

	private SummaryBoard second() {
		return Objects.requireNonNull(this.second, "Made before each test");
	}

	@Test
	void nobodyHasSaidAnythingAtFirst() {
		assertThat(done(first().read())).isEqualTo(Summaries.NONE);
	}

	@Test
	void whatNodesSayIsReadAtOnceByAll() {
		done(first().publish(summary(ONE, 10)));
		done(second().publish(summary(TWO, 20)));

		Summaries read = done(second().read());

		assertThat(read.nodes().values()).containsExactlyInAnyOrder(summary(ONE, 10), summary(TWO, 20));
		assertThat(read.notUnderstood()).isZero();
		assertThat(done(first().read())).isEqualTo(read);
		assertThat(read.loads()).extracting((load) -> load.connections()).containsExactlyInAnyOrder(10, 20);
	}

	@Test
	void whatANodeSaysReplacesWhatItHasSaid() {
		done(first().publish(summary(ONE, 10)));
		done(first().publish(summary(ONE, 11)));

		assertThat(done(second().read()).nodes()).containsOnlyKeys(ONE).containsValue(summary(ONE, 11));
	}

	@Test
	void incarnationsAreToldApart() {
		done(first().publish(summary(ONE, 10)));
		done(second().publish(summary(ONE_AGAIN, 0)));

		Summaries read = done(first().read());

		assertThat(read.nodes()).containsOnlyKeys(ONE, ONE_AGAIN);
		assertThat(read.of(Set.of(ONE_AGAIN, TWO)).nodes()).containsOnlyKeys(ONE_AGAIN);
	}

	@Test
	void whatANodeTakesBackIsGone() {
		done(first().publish(summary(ONE, 10)));
		done(second().publish(summary(TWO, 20)));

		done(first().withdraw(ONE));
		done(first().withdraw(ONE));

		assertThat(done(second().read()).nodes()).containsOnlyKeys(TWO);
	}

	@Test
	void whoSaysNothingForALeaseIsForgottenAndWhoDoesIsNot() {
		done(first().publish(summary(ONE, 10)));

		await().atMost(life().multipliedBy(3)).until(() -> {
			advance(life().dividedBy(4));
			done(second().publish(summary(TWO, 20)));
			Set<NodeId> there = done(second().read()).nodes().keySet();
			assertThat(there).contains(TWO);
			return !there.contains(ONE);
		});
	}

	@Test
	void manyNodesAreReadInOneGo() {
		IntStream.range(0, 100)
			.parallel()
			.forEach((i) -> done(first().publish(summary(new NodeId("n" + i, "x" + i), i))));

		assertThat(done(second().read()).nodes()).hasSize(100);
	}

	private static NodeSummary summary(NodeId node, int connections) {
		return TestReports.summary(node, connections, DrainPhase.ACTIVE, "NORMAL", 0);
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

}
