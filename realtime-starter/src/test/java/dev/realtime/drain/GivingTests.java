package dev.realtime.drain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;

import static dev.realtime.drain.DrainPhase.ACTIVE;
import static dev.realtime.drain.DrainPhase.CORDONED;
import static dev.realtime.drain.DrainPhase.DRAINED;
import static dev.realtime.drain.DrainPhase.DRAINING;
import static dev.realtime.drain.DrainPhase.RESUMING;
import static dev.realtime.drain.DrainPhase.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

/** A node that gives some connections and goes on serving. */
class GivingTests {

	private final TestedNode node = new TestedNode(1000);

	@Test
	void donorGivesWhatItWasToldRefusesHandshakesMeanwhileAndServes() {
		this.node.told(1, give(300, null));
		assertThat(this.node.drainer.phase().refusesHandshakes()).as("or a sticky balancer sends them back").isTrue();
		assertThat(this.node.drainer.isReady()).as("other requests still come").isTrue();

		int closed = this.node.run(Duration.ofMinutes(1));

		assertThat(closed).isEqualTo(300);
		assertThat(this.node.connections).isEqualTo(700);
		assertThat(this.node.phases).containsExactly(DRAINING, RESUMING, ACTIVE);
		assertThat(this.node.drainer.lastDone()).isEqualTo(1);
	}

	@Test
	void whoLeavesByItselfNeedNotBeMoved() {
		this.node.told(1, give(300, null));
		this.node.run(Duration.ofSeconds(1));

		this.node.connections -= 150;
		this.node.run(Duration.ofMinutes(1));

		assertThat(this.node.connections).isEqualTo(700);
		assertThat(this.node.drainer.phase()).isEqualTo(ACTIVE);
	}

	@Test
	void whoComesMeanwhileIsNotMovedOnTop() {
		this.node.told(1, give(300, null));
		this.node.run(Duration.ofSeconds(1));

		this.node.connections += 500;

		assertThat(this.node.run(Duration.ofMinutes(1))).isEqualTo(200);
	}

	@Test
	void slowClosingsAreNotOvershot() {
		this.node.closesAtOnce = false;
		this.node.told(1, give(30, null));

		assertThat(this.node.run(Duration.ofSeconds(5))).isEqualTo(30);
		assertThat(this.node.drainer.phase()).isEqualTo(DRAINING);

		this.node.end(30);
		this.node.run(Duration.ofSeconds(4));
		assertThat(this.node.drainer.phase()).isEqualTo(ACTIVE);
	}

	@Test
	void donorLetsNobodyInUntilThoseItHasClosedLastAreElsewhere() {
		this.node.told(1, give(10, null));

		assertThat(this.node.run(Duration.ofSeconds(2))).isEqualTo(10);
		assertThat(this.node.drainer.phase()).as("they come back half a second to a second and a half later")
			.isEqualTo(DRAINING);

		this.node.run(Duration.ofSeconds(2));
		assertThat(this.node.drainer.phase()).isEqualTo(ACTIVE);
	}

	@Test
	void deadlineEndsTheGivingInsteadOfHurrying() {
		this.node.told(1, give(900, Duration.ofSeconds(5)));

		int closed = this.node.run(Duration.ofMinutes(1));

		assertThat(closed).isBetween(480, 500);
		assertThat(this.node.drainer.phase()).isEqualTo(ACTIVE);
		assertThat(this.node.drainer.lastDone()).isEqualTo(1);
	}

	@Test
	void sameAmountUnderANewerNumberIsGivenAgain() {
		this.node.told(1, give(100, null));
		this.node.run(Duration.ofSeconds(10));
		this.node.told(1, give(100, null));
		this.node.run(Duration.ofSeconds(10));
		assertThat(this.node.connections).isEqualTo(900);

		this.node.told(2, give(100, null));
		this.node.run(Duration.ofSeconds(10));
		assertThat(this.node.connections).isEqualTo(800);
	}

	@Test
	void cordonedNodeGivesNothingAndStaysCordoned() {
		this.node.told(1, new Cordon());
		this.node.told(2, give(100, null));

		assertThat(this.node.run(Duration.ofMinutes(1))).isZero();
		assertThat(this.node.drainer.phase()).isEqualTo(CORDONED);
		assertThat(this.node.drainer.isReady()).isFalse();
		assertThat(this.node.drainer.lastDone()).isEqualTo(2);
	}

	@Test
	void donorThatIsToldToDrainDrains() {
		this.node.told(1, give(300, null));
		this.node.run(Duration.ofSeconds(1));

		this.node.told(2, new Drain(plan(null)));
		assertThat(this.node.drainer.isReady()).isFalse();
		this.node.run(Duration.ofSeconds(30));

		assertThat(this.node.phases).containsExactly(DRAINING, CORDONED, WAITING, DRAINING, DRAINED);
	}

	private static Give give(int connections, @Nullable Duration deadline) {
		return new Give(connections, plan(deadline));
	}

	private static DrainPlan plan(@Nullable Duration deadline) {
		return new DrainPlan(100, deadline, Duration.ofSeconds(1), Duration.ZERO, MoveOrder.OLDEST_FIRST, false);
	}

}
