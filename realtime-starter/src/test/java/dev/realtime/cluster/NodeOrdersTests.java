package dev.realtime.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainSettings;
import dev.realtime.drain.MoveOrder;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What operators want of a cluster, and how long it counts. */
class NodeOrdersTests {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId ONE_AGAIN = new NodeId("one", "i9");

	private static final NodeId TWO = new NodeId("two", "i2");

	private static final DrainOrder DRAIN = new Drain(DrainSettings.DEFAULTS.plan());

	private static final long NOW = 1_700_000_000_000L;

	private static final long HOUR = Duration.ofHours(1).toMillis();

	@Test
	void nothingSaidIsNoOrder() {
		assertThat(NodeOrders.NONE.orderFor(ONE)).isEmpty();
		assertThat(NodeOrders.NONE.order(TWO, DRAIN, "anna", NOW).orderFor(ONE)).isEmpty();
	}

	@Test
	void everyChangeIsTheNextRevision() {
		NodeOrders orders = NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW).order(TWO, new Cordon(), "ben", NOW + 1);

		assertThat(orders.revision()).isEqualTo(2);
		assertThat(orders.orderFor(ONE)).contains(new NodeOrder(NOW, DRAIN, "anna"));
		assertThat(orders.orderFor(TWO)).contains(new NodeOrder(NOW + 1, new Cordon(), "ben"));
	}

	@Test
	void laterOrderIsYoungerAlsoIfItsClockIsBehind() {
		NodeOrders orders = NodeOrders.NONE.orderName("one", new Cordon(), "anna", NOW)
			.order(ONE, new Serve(), "ben", NOW - 5000);

		assertThat(orders.orderFor(ONE)).contains(new NodeOrder(NOW + 1, new Serve(), "ben"));
	}

	@Test
	void orderForADeadIncarnationIsNotOneForItsSuccessor() {
		assertThat(NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW).orderFor(ONE_AGAIN)).isEmpty();
	}

	@Test
	void cordonOfANameIsOneForWhoeverComesUnderIt() {
		NodeOrders orders = NodeOrders.NONE.orderName("one", new Cordon(), "anna", NOW);

		assertThat(orders.orderFor(ONE)).map(NodeOrder::desired).contains(new Cordon());
		assertThat(orders.orderFor(ONE_AGAIN)).map(NodeOrder::desired).contains(new Cordon());
		assertThat(orders.orderFor(TWO)).isEmpty();
	}

	@Test
	void ofNodeAndNameTheYoungerOrderCounts() {
		NodeOrders cordonedLater = NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW)
			.orderName("one", new Cordon(), "anna", NOW);
		NodeOrders servesAgain = cordonedLater.order(ONE, new Serve(), "anna", NOW);

		assertThat(cordonedLater.orderFor(ONE)).map(NodeOrder::desired).contains(new Cordon());
		assertThat(servesAgain.orderFor(ONE)).map(NodeOrder::desired).contains(new Serve());
		assertThat(servesAgain.orderFor(ONE_AGAIN)).map(NodeOrder::desired).contains(new Cordon());
	}

	@Test
	void nameCannotBeDrained() {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeOrders.NONE.orderName("one", DRAIN, "anna", NOW))
			.withMessageContaining("tell the node that has it now");
	}

	@Test
	void overridesEndByTheClockOfWhoAsks() {
		NodeOrders orders = NodeOrders.NONE.overrideTier(ONE, new TierOverride("SHED", NOW + 10, "anna", NOW))
			.overridePriority("match:*:chat", new PriorityOverride(Priority.LOW, NOW + 20, "anna", NOW));

		assertThat(orders.tierFor(ONE, NOW + 9)).map(TierOverride::tier).contains("SHED");
		assertThat(orders.tierFor(ONE, NOW + 10)).isEmpty();
		assertThat(orders.tierFor(ONE_AGAIN, NOW)).isEmpty();
		assertThat(orders.prioritiesInForce(NOW + 19)).isEqualTo(Map.of("match:*:chat", Priority.LOW));
		assertThat(orders.prioritiesInForce(NOW + 20)).isEmpty();
	}

	@Test
	void overrideIsTakenBack() {
		NodeOrders orders = NodeOrders.NONE.overrideTier(ONE, new TierOverride("SHED", NOW + 10, "anna", NOW))
			.overrideTier(ONE, null)
			.overridePriority("a:*", new PriorityOverride(Priority.LOW, NOW + 20, "anna", NOW))
			.overridePriority("a:*", null);

		assertThat(orders.tiers()).isEmpty();
		assertThat(orders.priorities()).isEmpty();
		assertThat(orders.revision()).isEqualTo(4);
	}

	@Test
	void overrideThatEndsBeforeItBeginsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new TierOverride("SHED", NOW, "anna", NOW));
		assertThatIllegalArgumentException().isThrownBy(() -> new TierOverride("shed", NOW + 1, "anna", NOW));
		assertThatIllegalArgumentException().isThrownBy(() -> new PriorityOverride(Priority.LOW, NOW - 1, "anna", NOW));
		assertThatIllegalArgumentException().isThrownBy(() -> NodeOrders.NONE.overridePriority("a b",
				new PriorityOverride(Priority.LOW, NOW + 1, "anna", NOW)));
	}

	@Test
	void operationIsWrittenWithWhatItsTargetsDo() {
		NodeOrders orders = NodeOrders.NONE.order(ONE, new Cordon(), "ben", NOW)
			.begin(operation("op1", Set.of(ONE, TWO)), Map.of(ONE, DRAIN, TWO, DRAIN));

		assertThat(orders.running(NOW)).map(Operation::id).contains("op1");
		assertThat(orders.orderFor(ONE)).contains(new NodeOrder(NOW + 1, DRAIN, "anna"));
		assertThat(orders.orderFor(TWO)).contains(new NodeOrder(NOW + 1, DRAIN, "anna"));
	}

	@Test
	void oneOperationRunsAtATime() {
		NodeOrders running = NodeOrders.NONE.begin(operation("op1", Set.of(ONE)), Map.of(ONE, DRAIN));

		assertThatIllegalStateException()
			.isThrownBy(() -> running.begin(operation("op2", Set.of(TWO)), Map.of(TWO, DRAIN)))
			.withMessageContaining("'drain' of anna still runs");

		NodeOrders ended = running.end(Outcome.CANCELLED, NOW);
		assertThat(ended.running(NOW)).isEmpty();
		assertThat(ended.operation()).as("kept for those who ask how it went").isNotNull();
		assertThat(ended.orderFor(ONE)).as("it does what it was told").isPresent();
		assertThat(ended.begin(operation("op2", Set.of(TWO)), Map.of(TWO, DRAIN)).running(NOW)).map(Operation::id)
			.contains("op2");
		assertThat(ended.end(Outcome.FINISHED, NOW)).isSameAs(ended);
		assertThat(NodeOrders.NONE.end(Outcome.FINISHED, NOW)).isSameAs(NodeOrders.NONE);
	}

	@Test
	void overdueOperationKeepsNobodyAway() {
		NodeOrders running = NodeOrders.NONE.begin(operation("op1", Set.of(ONE)), Map.of(ONE, DRAIN));
		Operation later = Operation.running("op2", "drain", Set.of(TWO), "ben", NOW + HOUR, NOW + 2 * HOUR);

		assertThat(running.running(NOW + HOUR)).isEmpty();
		assertThat(running.begin(later, Map.of(TWO, DRAIN)).running(NOW + HOUR)).map(Operation::id).contains("op2");
	}

	@Test
	void operationSaysWhatEveryTargetDoes() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> NodeOrders.NONE.begin(operation("op1", Set.of(ONE, TWO)), Map.of(ONE, DRAIN)));
		assertThatIllegalArgumentException().isThrownBy(() -> operation("op1", Set.of()));
	}

	@Test
	void whatIsAboutTheDeadIsForgottenInTimeAndCordonedNamesAreNot() {
		NodeOrders orders = NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW)
			.order(TWO, DRAIN, "anna", NOW)
			.orderName("one", new Cordon(), "anna", NOW)
			.orderName("three", new Serve(), "anna", NOW)
			.overrideTier(ONE, new TierOverride("SHED", NOW + 10, "anna", NOW));

		NodeOrders soon = orders.pruned(Set.of(TWO), NOW + 9);
		NodeOrders later = orders.pruned(Set.of(TWO), NOW + HOUR + 10);

		assertThat(soon).isSameAs(orders);
		assertThat(later.revision()).isEqualTo(6);
		assertThat(later.nodes()).containsOnlyKeys(TWO);
		assertThat(later.names()).containsOnlyKeys("one");
		assertThat(later.tiers()).isEmpty();
		assertThat(later.pruned(Set.of(TWO), NOW + HOUR + 10)).isSameAs(later);
		assertThat(orders.pruned(Set.of(TWO, new NodeId("three", "i3")), NOW + HOUR + 10).names())
			.as("whoever has the name may have been told otherwise before")
			.containsOnlyKeys("one", "three");
	}

	@Test
	void ordersReadAsTheyWereWritten() {
		NodeOrders orders = everything();

		assertThat(NodeOrders.read(orders.toBytes())).isEqualTo(orders);
		assertThat(NodeOrders.read(NodeOrders.NONE.toBytes())).isEqualTo(NodeOrders.NONE);
	}

	@Test
	void whatANewerNodeAddsIsIgnoredAndWhatItMeansOtherwiseIsNotUnderstood() {
		NodeOrders orders = everything();
		String text = new String(orders.toBytes(), StandardCharsets.UTF_8);

		assertThat(read(text.replace("\"by\":", "\"ticket\":7,\"by\":"))).isEqualTo(orders);
		assertThat(read(text.replace("{\"v\":1,", "{\"v\":2,"))).isNull();
		assertThat(read("")).isNull();
		assertThat(read("{}")).isNull();
		assertThat(read(text.replace("\"number\":", "\"nr\":"))).isNull();
		assertThat(read(text.replace("\"to\":\"give\"", "\"to\":\"hibernate\""))).isNull();
	}

	static NodeOrders everything() {
		DrainPlan plan = new DrainPlan(33.3, null, Duration.ofSeconds(5), Duration.ofMillis(1500),
				MoveOrder.OLDEST_FIRST, true);
		return NodeOrders.NONE.order(new NodeId("thr\"é", "i3"), new Serve(), "anna é", NOW)
			.order(new NodeId("four", "i4"), new Cordon(), "anna", NOW)
			.begin(operation("op1", Set.of(ONE, TWO)), Map.of(ONE, new Drain(plan), TWO, new Give(300, plan)))
			.end(Outcome.OVERDUE, NOW + 5)
			.orderName("four", new Cordon(), "anna", NOW)
			.overrideTier(TWO, new TierOverride("SHED", NOW + 10, "anna", NOW))
			.overridePriority("match:*:{\"}", new PriorityOverride(Priority.CRITICAL, NOW + 20, "anna", NOW));
	}

	private static @Nullable NodeOrders read(String text) {
		return NodeOrders.read(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Operation operation(String id, Set<NodeId> targets) {
		return Operation.running(id, "drain", targets, "anna", NOW, NOW + HOUR);
	}

}
