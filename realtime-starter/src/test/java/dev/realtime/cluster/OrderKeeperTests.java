package dev.realtime.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.OrderKeeper.Heard;
import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainSettings;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node makes of what it reads, above all of what it does not read any more. */
class OrderKeeperTests {

	private static final NodeId SELF = new NodeId("one", "i1");

	private static final NodeId OTHER = new NodeId("two", "i2");

	private static final Drain DRAIN = new Drain(DrainSettings.DEFAULTS.plan());

	private final OrderKeeper keeper = new OrderKeeper(SELF);

	@Test
	void newerOrdersCount() {
		NodeOrders first = NodeOrders.NONE.order(SELF, DRAIN, "anna", 10);
		NodeOrders second = first.order(OTHER, DRAIN, "anna", 11);

		assertThat(this.keeper.heard(first)).isEqualTo(new Heard(true, null));
		assertThat(this.keeper.heard(second)).isEqualTo(new Heard(true, null));
		assertThat(this.keeper.heard(second)).isEqualTo(Heard.NOTHING_NEW);
		assertThat(this.keeper.known()).isEqualTo(second);
	}

	@Test
	void emptyStoreChangesNothingAndGetsEverythingBack() {
		NodeOrders orders = NodeOrders.NONE.order(SELF, DRAIN, "anna", 10).order(OTHER, DRAIN, "anna", 11);
		this.keeper.heard(orders);

		assertThat(this.keeper.heard(NodeOrders.NONE)).isEqualTo(new Heard(false, orders));
		assertThat(this.keeper.known()).isEqualTo(orders);
	}

	@Test
	void emptyStoreOfWhichNothingWasKnownIsLeftEmpty() {
		assertThat(this.keeper.heard(NodeOrders.NONE)).isEqualTo(Heard.NOTHING_NEW);
	}

	@Test
	void olderOrdersMeanThatTheNewestWereLost() {
		NodeOrders older = NodeOrders.NONE.order(OTHER, DRAIN, "anna", 10);
		NodeOrders newer = older.order(SELF, DRAIN, "anna", 11);
		this.keeper.heard(newer);

		Heard heard = this.keeper.heard(older);

		assertThat(heard.changed()).isFalse();
		NodeOrders back = Objects.requireNonNull(heard.writeBack());
		assertThat(back.revision()).isEqualTo(3);
		assertThat(back.nodes()).isEqualTo(newer.nodes());
		assertThat(this.keeper.known()).as("until it stands").isEqualTo(newer);
	}

	@Test
	void ordersGivenAfterALossAreTakenTogetherWithThoseLost() {
		this.keeper.heard(NodeOrders.NONE.order(OTHER, new Cordon(), "x", 1)
			.order(OTHER, new Serve(), "x", 2)
			.order(SELF, DRAIN, "anna", 10)
			.overridePriority("a:*", new PriorityOverride(Priority.LOW, 99, "anna", 10)));
		NodeOrders fresh = NodeOrders.NONE.order(OTHER, DRAIN, "ben", 20)
			.overridePriority("b:*", new PriorityOverride(Priority.HIGH, 99, "ben", 20));

		NodeOrders back = Objects.requireNonNull(this.keeper.heard(fresh).writeBack());

		assertThat(back.revision()).isEqualTo(5);
		assertThat(back.orderFor(SELF)).contains(new NodeOrder(10, DRAIN, "anna"));
		assertThat(back.orderFor(OTHER)).as("newer than what it has heard").contains(new NodeOrder(20, DRAIN, "ben"));
		assertThat(back.priorities()).containsOnlyKeys("a:*", "b:*");
	}

	@Test
	void ofTwoOrdersForOneNodeTheOneGivenLaterCounts() {
		this.keeper.heard(NodeOrders.NONE.order(OTHER, new Cordon(), "x", 1).order(SELF, DRAIN, "anna", 10));

		NodeOrders earlier = NodeOrders.NONE.order(SELF, new Serve(), "ben", 9);
		NodeOrders later = NodeOrders.NONE.order(SELF, new Serve(), "ben", 11);

		assertThat(Objects.requireNonNull(this.keeper.heard(earlier).writeBack()).orderFor(SELF))
			.contains(new NodeOrder(10, DRAIN, "anna"));
		assertThat(Objects.requireNonNull(this.keeper.heard(later).writeBack()).orderFor(SELF))
			.contains(new NodeOrder(11, new Serve(), "ben"));
	}

	@Test
	void otherOrdersOfTheSameRevisionAreTakenTogetherAsWell() {
		this.keeper.heard(NodeOrders.NONE.order(SELF, DRAIN, "anna", 10));

		NodeOrders back = Objects
			.requireNonNull(this.keeper.heard(NodeOrders.NONE.order(OTHER, DRAIN, "ben", 10)).writeBack());

		assertThat(back.revision()).isEqualTo(2);
		assertThat(back.nodes()).containsOnlyKeys(SELF, OTHER);
	}

	@Test
	void newerOrdersInWhichItsOwnIsMissingGetItBack() {
		this.keeper.heard(NodeOrders.NONE.order(SELF, DRAIN, "anna", 10));
		NodeOrders without = NodeOrders.NONE.order(OTHER, DRAIN, "ben", 20).order(OTHER, new Serve(), "ben", 21);

		Heard heard = this.keeper.heard(without);

		assertThat(heard.changed()).isFalse();
		NodeOrders back = Objects.requireNonNull(heard.writeBack());
		assertThat(back.revision()).isEqualTo(3);
		assertThat(back.orderFor(SELF)).contains(new NodeOrder(10, DRAIN, "anna"));
		assertThat(back.orderFor(OTHER)).isEqualTo(without.orderFor(OTHER));
		assertThat(this.keeper.heard(back)).isEqualTo(new Heard(true, null));
	}

	@Test
	void newerOrdersWithAnEarlierOneForItselfGetTheLaterOneBack() {
		this.keeper.heard(NodeOrders.NONE.order(SELF, DRAIN, "anna", 10));
		NodeOrders earlier = NodeOrders.NONE.order(SELF, new Serve(), "ben", 9).order(OTHER, DRAIN, "ben", 21);
		NodeOrders later = NodeOrders.NONE.order(SELF, new Serve(), "ben", 11).order(OTHER, DRAIN, "ben", 21);

		assertThat(Objects.requireNonNull(this.keeper.heard(earlier).writeBack()).orderFor(SELF))
			.contains(new NodeOrder(10, DRAIN, "anna"));
		assertThat(this.keeper.heard(later)).isEqualTo(new Heard(true, null));
	}

	@Test
	void cordonOfItsNameIsKeptLikeItsOwnOrder() {
		this.keeper.heard(NodeOrders.NONE.orderName("one", new Cordon(), "anna", 10));
		NodeOrders without = NodeOrders.NONE.order(OTHER, DRAIN, "ben", 20).order(OTHER, new Serve(), "ben", 21);

		NodeOrders back = Objects.requireNonNull(this.keeper.heard(without).writeBack());

		assertThat(back.orderFor(SELF)).map(NodeOrder::desired).contains(new Cordon());
	}

	@Test
	void ofTwoOperationsTheLaterIsKeptAndOneThatHasEndedStaysSo() {
		Operation first = Operation.running("op1", "drain", Set.of(SELF), "anna", 10, 1000);
		NodeOrders running = NodeOrders.NONE.begin(first, Map.of(SELF, DRAIN));
		NodeOrders ended = running.end(Outcome.FINISHED, 50);
		this.keeper.heard(ended);

		assertThat(Objects.requireNonNull(this.keeper.heard(running).writeBack()).operation())
			.isEqualTo(ended.operation());

		Operation second = Operation.running("op2", "drain", Set.of(OTHER), "ben", 60, 1000);
		assertThat(Objects
			.requireNonNull(this.keeper.heard(NodeOrders.NONE.begin(second, Map.of(OTHER, DRAIN))).writeBack())
			.operation()).isEqualTo(second);
	}

}
