package dev.realtime.drain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;

import static org.assertj.core.api.Assertions.assertThat;

/** How fast connections are closed, and when they are not. */
class DrainPaceTests {

	private final TestedNode node = new TestedNode(1_000_000);

	@ParameterizedTest
	@CsvSource({ "100, 10, 3600, 360000", "33.3, 37, 1000, 33300", "0.1, 250, 3600, 360", "1, 333, 999, 999",
			"250, 1000, 600, 150000", "7, 1, 20, 140" })
	void rateIsExactOverTimeHoweverOftenItIsAsked(double rate, long tickMillis, long seconds, int expected) {
		begin(rate, null, false);

		int closed = this.node.run(Duration.ofSeconds(seconds), Duration.ofMillis(tickMillis));

		// The last tick may come up to one tick after the time.
		assertThat(closed).isBetween(expected, expected + (int) Math.ceil(rate * tickMillis / 1000));
	}

	@Test
	void noTickClosesMoreThanItsShare() {
		begin(100, null, false);

		for (int i = 0; i < 1000; i++) {
			this.node.advance(Duration.ofMillis(33));
			assertThat(this.node.tick()).isBetween(3, 4);
		}
	}

	@Test
	void longSilenceIsNotMadeUpFor() {
		begin(100, null, false);

		this.node.advance(Duration.ofMinutes(1));

		assertThat(this.node.tick()).isEqualTo(200);
		assertThat(this.node.run(Duration.ofSeconds(1))).isEqualTo(100);
	}

	@Test
	void pauseSaysWhyAndIsNotMadeUpFor() {
		begin(100, null, false);
		this.node.run(Duration.ofSeconds(1));

		this.node.obstacle = "node two throttles";
		assertThat(this.node.run(Duration.ofMinutes(5))).isZero();
		assertThat(progress().paused()).isEqualTo("node two throttles");
		assertThat(progress().eta()).isNull();

		this.node.obstacle = null;
		this.node.advance(Duration.ofMillis(100));
		assertThat(this.node.tick()).isEqualTo(10);
		assertThat(this.node.run(Duration.ofSeconds(1))).isEqualTo(100);
		assertThat(this.node.flows).containsExactly("PAUSED node two throttles", "RESUMED");
		assertThat(progress().paused()).isNull();
	}

	@Test
	void forcedDrainDoesNotPause() {
		begin(100, null, true);
		this.node.obstacle = "node two throttles";

		assertThat(this.node.run(Duration.ofSeconds(2))).isEqualTo(200);
		assertThat(this.node.flows).isEmpty();
		assertThat(progress().paused()).isNull();
	}

	@Test
	void pausedDrainIsCancelledLikeAnyOther() {
		begin(100, null, false);
		this.node.obstacle = "node two throttles";
		this.node.run(Duration.ofSeconds(1));

		this.node.told(2, new Serve());
		this.node.obstacle = null;

		assertThat(this.node.run(Duration.ofMinutes(1))).isZero();
		assertThat(this.node.drainer.phase()).isEqualTo(DrainPhase.ACTIVE);
	}

	@Test
	void deadlineRaisesTheRateEvenly() {
		this.node.connections = 6000;
		begin(30, Duration.ofSeconds(60), false);

		int first = this.node.run(Duration.ofSeconds(30));
		int second = this.node.run(Duration.ofSeconds(29));

		assertThat(first).isBetween(2950, 3050);
		assertThat(second).isBetween(2850, 2950);
		this.node.run(Duration.ofSeconds(2));
		assertThat(this.node.drainer.phase()).isEqualTo(DrainPhase.DRAINED);
	}

	@Test
	void rateIsNotRaisedWhileThereIsTime() {
		this.node.connections = 500;
		begin(10, Duration.ofSeconds(60), false);

		assertThat(this.node.run(Duration.ofSeconds(10))).isEqualTo(100);
	}

	@Test
	void hurryEndsAtFourTimesTheRateUnlessItIsForced() {
		this.node.connections = 6000;
		begin(10, Duration.ofSeconds(60), false);
		assertThat(this.node.run(Duration.ofSeconds(60))).isBetween(2395, 2405);
		assertThat(this.node.run(Duration.ofSeconds(10))).as("late, and no storm").isBetween(100, 105);

		TestedNode forced = new TestedNode(6000);
		begin(forced, 10, Duration.ofSeconds(60), true);
		assertThat(forced.run(Duration.ofSeconds(30))).isBetween(2950, 3050);
		assertThat(forced.run(Duration.ofSeconds(30))).isBetween(2950, 3050);
		assertThat(forced.connections).isZero();
	}

	@Test
	void deadlineDoesNotSendClientsWhereThereIsNoRoom() {
		this.node.connections = 6000;
		begin(100, Duration.ofSeconds(60), false);
		this.node.obstacle = "node two throttles";

		assertThat(this.node.run(Duration.ofSeconds(120))).isZero();
		assertThat(progress().paused()).isEqualTo("node two throttles");

		this.node.obstacle = null;
		assertThat(this.node.run(Duration.ofSeconds(2))).isEqualTo(200);
	}

	@Test
	void whatIsLeftAtTheDeadlineOfAForcedDrainIsClosedAtOnce() {
		this.node.connections = 6000;
		begin(10, Duration.ofSeconds(60), true);

		this.node.advance(Duration.ofSeconds(60));

		assertThat(this.node.tick()).isEqualTo(6000);
	}

	@Test
	void processThatEndsDoesNotWaitForOthers() {
		this.node.connections = 300;
		this.node.obstacle = "node two throttles";
		this.node.shutDown(new DrainPlan(100, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ZERO,
				MoveOrder.OLDEST_FIRST, false));

		this.node.run(Duration.ofSeconds(5));

		assertThat(this.node.drainer.phase()).isEqualTo(DrainPhase.DRAINED);
		assertThat(this.node.flows).isEmpty();
	}

	@Test
	void connectionsThatAreClosingAreNotClosedAgain() {
		this.node.connections = 30;
		this.node.closesAtOnce = false;
		begin(100, null, false);

		assertThat(this.node.run(Duration.ofSeconds(5))).isEqualTo(30);
		assertThat(progress().moved()).isZero();
		assertThat(progress().left()).isEqualTo(30);

		this.node.end(30);
		this.node.run(Duration.ofMillis(200));
		assertThat(progress().moved()).isEqualTo(30);
		assertThat(this.node.drainer.phase()).isEqualTo(DrainPhase.DRAINED);
	}

	@Test
	void closingThatCameToNothingIsAskedForAgain() {
		this.node.connections = 30;
		this.node.closesAtOnce = false;
		begin(100, null, false);

		int closed = this.node.run(Duration.ofSeconds(12));

		assertThat(closed).isEqualTo(60);
		assertThat(progress().left()).isEqualTo(30);
	}

	@Test
	void connectionsThatLeaveByThemselvesAreNotMoved() {
		this.node.connections = 300;
		begin(100, null, false);
		this.node.run(Duration.ofSeconds(1));

		this.node.connections -= 150;
		this.node.run(Duration.ofSeconds(1));

		assertThat(progress().moved()).isEqualTo(150);
		assertThat(progress().left()).isZero();
	}

	@Test
	void progressSaysHowFarItIsAndHowLongItTakes() {
		this.node.connections = 1000;
		this.node.told(1, new Drain(
				new DrainPlan(100, null, Duration.ofSeconds(5), Duration.ZERO, MoveOrder.OLDEST_FIRST, false)));
		long started = this.node.nowMillis();
		this.node.run(Duration.ofSeconds(1));

		assertThat(progress()).isEqualTo(new DrainProgress(started, 0, 1000, 0, 0, Duration.ofSeconds(14), null));

		this.node.run(Duration.ofSeconds(6));
		this.node.drainer.recovered(40, 150);
		this.node.drainer.recovered(2, 130);

		assertThat(progress().moved()).isBetween(190L, 200L);
		assertThat(progress().left()).isEqualTo(1000 - (int) progress().moved());
		assertThat(progress().eta()).isEqualTo(Duration.ofMillis(progress().left() * 10L));
		assertThat(progress().recoveredExactly()).isEqualTo(42);
		assertThat(progress().recoveredEstimated()).isEqualTo(130);
	}

	/**
	 * Begins to drain without a wait; the clock stands where the first closing may be.
	 */
	private void begin(double rate, @Nullable Duration deadline, boolean forced) {
		begin(this.node, rate, deadline, forced);
	}

	private static void begin(TestedNode begun, double rate, @Nullable Duration deadline, boolean forced) {
		begun.told(1,
				new Drain(new DrainPlan(rate, deadline, Duration.ZERO, Duration.ZERO, MoveOrder.OLDEST_FIRST, forced)));
		begun.tick();
		begun.tick();
		assertThat(begun.drainer.phase()).isEqualTo(DrainPhase.DRAINING);
	}

	private DrainProgress progress() {
		return this.node.drainer.progress(this.node.now()).orElseThrow();
	}

}
