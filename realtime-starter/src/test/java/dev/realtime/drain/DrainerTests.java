package dev.realtime.drain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;

import static dev.realtime.drain.DrainPhase.ACTIVE;
import static dev.realtime.drain.DrainPhase.CORDONED;
import static dev.realtime.drain.DrainPhase.DRAINED;
import static dev.realtime.drain.DrainPhase.DRAINING;
import static dev.realtime.drain.DrainPhase.RESUMING;
import static dev.realtime.drain.DrainPhase.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

/** Out of service and back, by orders alone. */
class DrainerTests {

	private static final Duration WAIT = Duration.ofSeconds(5);

	private final TestedNode node = new TestedNode(1000);

	@Test
	void nodeThatIsToldNothingServes() {
		this.node.run(Duration.ofMinutes(1));

		assertThat(this.node.phases).isEmpty();
		assertThat(this.node.drainer.phase()).isEqualTo(ACTIVE);
		assertThat(this.node.drainer.isReady()).isTrue();
		assertThat(this.node.drainer.progress(this.node.now())).isEmpty();
	}

	@Test
	void drainGoesThroughEveryPhaseAndStaysDrained() {
		this.node.told(1, drain(100));

		assertThat(this.node.run(WAIT.minusMillis(100))).isZero();
		assertThat(this.node.phases).containsExactly(CORDONED, WAITING);
		assertThat(this.node.drainer.phase().refusesHandshakes()).as("balancers have not noticed").isFalse();
		assertThat(this.node.drainer.isReady()).isFalse();

		assertThat(this.node.run(Duration.ofSeconds(20))).isEqualTo(1000);
		assertThat(this.node.phases).containsExactly(CORDONED, WAITING, DRAINING, DRAINED);
		assertThat(this.node.drainer.phase().refusesHandshakes()).isTrue();

		this.node.run(Duration.ofHours(1), Duration.ofSeconds(1));
		assertThat(this.node.drainer.phase()).as("no order is no order to serve").isEqualTo(DRAINED);
		assertThat(this.node.drainer.isReady()).isFalse();
	}

	@Test
	void drainedNodeServesWhenItIsToldTo() {
		this.node.told(1, drain(100));
		this.node.run(Duration.ofSeconds(20));

		this.node.told(2, new Serve());
		assertThat(this.node.drainer.phase()).isEqualTo(RESUMING);
		assertThat(this.node.drainer.phase().refusesHandshakes()).isFalse();
		assertThat(this.node.drainer.isReady()).isTrue();
		assertThat(this.node.drainer.lastDone()).isEqualTo(1);

		this.node.run(WAIT);
		assertThat(this.node.phases).endsWith(DRAINED, RESUMING, ACTIVE);
		assertThat(this.node.drainer.lastDone()).isEqualTo(2);
	}

	@Test
	void cancelledDrainClosesNothingMoreAndKeepsWhoIsLeft() {
		this.node.told(1, drain(100));
		this.node.run(WAIT.plusSeconds(2));
		int left = this.node.connections;

		this.node.told(2, new Serve());
		int closed = this.node.run(Duration.ofMinutes(1));

		assertThat(left).isBetween(790, 810);
		assertThat(closed).isZero();
		assertThat(this.node.connections).isEqualTo(left);
		assertThat(this.node.drainer.phase()).isEqualTo(ACTIVE);
		assertThat(this.node.drainer.progress(this.node.now())).isEmpty();
	}

	@Test
	void cordonInTheMiddleStopsTheDrainAndServesNot() {
		this.node.told(1, drain(100));
		this.node.run(WAIT.plusSeconds(2));

		this.node.told(2, new Cordon());
		int closed = this.node.run(Duration.ofMinutes(1));

		assertThat(closed).isZero();
		assertThat(this.node.drainer.phase()).isEqualTo(CORDONED);
		assertThat(this.node.drainer.isReady()).isFalse();
		assertThat(this.node.drainer.lastDone()).isEqualTo(2);
	}

	@Test
	void cordonedNodeIsBackWhenBalancersMayHaveNoticed() {
		this.node.told(1, new Cordon());
		this.node.run(Duration.ofMinutes(1));
		this.node.told(2, new Serve());

		this.node.run(TestedNode.NOTICE.minusMillis(100));
		assertThat(this.node.drainer.phase()).isEqualTo(RESUMING);

		this.node.run(Duration.ofMillis(100));
		assertThat(this.node.phases).containsExactly(CORDONED, RESUMING, ACTIVE);
	}

	@Test
	void sameOrderToldAgainChangesNothing() {
		this.node.told(3, drain(100));
		this.node.run(WAIT.plusSeconds(2));
		int left = this.node.connections;

		for (int i = 0; i < 20; i++) {
			this.node.told(3, drain(100));
			this.node.run(Duration.ofMillis(100));
		}

		assertThat(left - this.node.connections).isEqualTo(200);
		assertThat(this.node.phases).containsExactly(CORDONED, WAITING, DRAINING);
	}

	@Test
	void sameOrderUnderANewerNumberGoesOnWhereItWas() {
		this.node.told(3, drain(100));
		this.node.run(WAIT.plusSeconds(2));
		long moved = progress().moved();

		this.node.told(4, drain(100));
		int closed = this.node.run(Duration.ofSeconds(1));

		assertThat(closed).isEqualTo(100);
		assertThat(progress().moved()).isEqualTo(moved + 100);
		assertThat(this.node.drainer.lastHeard()).isEqualTo(4);
		assertThat(this.node.phases).containsExactly(CORDONED, WAITING, DRAINING);
	}

	@Test
	void olderOrderIsNotObeyed() {
		this.node.told(5, drain(100));
		this.node.told(4, new Serve());
		this.node.run(Duration.ofSeconds(20));

		assertThat(this.node.drainer.phase()).isEqualTo(DRAINED);
		assertThat(this.node.drainer.lastHeard()).isEqualTo(5);
	}

	@Test
	void newerPlanChangesThePaceOfTheSameDrain() {
		this.node.told(1, drain(10));
		this.node.run(WAIT.plusSeconds(2));
		long started = progress().startedMillis();

		this.node.told(2, drain(200));

		assertThat(this.node.run(Duration.ofSeconds(2))).isEqualTo(400);
		assertThat(progress().startedMillis()).isEqualTo(started);
		assertThat(this.node.phases).containsExactly(CORDONED, WAITING, DRAINING);
	}

	@Test
	void lateComerIsClosedAsWell() {
		this.node.told(1, drain(100));
		this.node.run(Duration.ofSeconds(20));

		this.node.connections = 2;
		this.node.run(Duration.ofSeconds(1));

		assertThat(this.node.connections).isZero();
		assertThat(this.node.phases).endsWith(DRAINED, DRAINING, DRAINED);
		assertThat(progress().moved()).isEqualTo(1002);
	}

	@Test
	void emptyNodeIsDrainedAtOnce() {
		this.node.connections = 0;
		this.node.told(1,
				new Drain(new DrainPlan(1, null, Duration.ZERO, Duration.ZERO, MoveOrder.OLDEST_FIRST, false)));

		this.node.run(Duration.ofMillis(400));

		assertThat(this.node.phases).containsExactly(CORDONED, WAITING, DRAINING, DRAINED);
		assertThat(this.node.drainer.lastDone()).isEqualTo(1);
	}

	@Test
	void processThatEndsHearsNoOrder() {
		this.node.told(1, new Cordon());
		this.node.shutDown(plan(100, Duration.ofSeconds(30), false));
		this.node.told(2, new Serve());

		this.node.run(Duration.ofSeconds(20));

		assertThat(this.node.drainer.phase()).isEqualTo(DRAINED);
		assertThat(this.node.drainer.lastHeard()).isEqualTo(1);
	}

	private DrainProgress progress() {
		return this.node.drainer.progress(this.node.now()).orElseThrow();
	}

	private static Drain drain(double rate) {
		return new Drain(plan(rate, null, false));
	}

	private static DrainPlan plan(double rate, @Nullable Duration deadline, boolean forced) {
		return new DrainPlan(rate, deadline, WAIT, Duration.ZERO, MoveOrder.LOWEST_PRIORITY_FIRST, forced);
	}

}
