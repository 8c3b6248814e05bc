package dev.realtime.operator;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.Operation;
import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainSettings;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.operator.OrderResult.Conflict;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;
import dev.realtime.operator.OrderedCluster.Member;
import dev.realtime.overload.Tier;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators may order, and why not. */
class OperatorTests {

	private static final DrainPlan PLAN = DrainSettings.DEFAULTS.plan();

	private static final Signature ANNA = new Signature("anna", null);

	private static final Signature BEN = new Signature("ben", null);

	private final OrderedCluster cluster = new OrderedCluster();

	private final Member one = this.cluster.join("one").say(400);

	private final Member two = this.cluster.join("two").say(300);

	private final Member three = this.cluster.join("three").say(300);

	private int ofTwo = 300;

	@Test
	void drainIsWrittenDownAsAnOperationOfWhichEveryNodeHears() {
		Done done = done(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA));

		assertThat(done.words()).contains("300 connections at 100 a second", "the others would be at 50 %");
		assertThat(this.three.known()).isEqualTo(done.standing());
		assertThat(this.two.known().orderFor(this.two.id()).orElseThrow().desired()).isEqualTo(new Drain(PLAN));
		Operation operation = this.three.known().operation();
		assertThat(operation.kind()).isEqualTo("drain");
		assertThat(operation.by()).isEqualTo("anna");
		assertThat(operation.overdueMillis() - operation.startedMillis()).as("its deadline, and some minutes")
			.isEqualTo(Duration.ofMinutes(15).toMillis());
	}

	@Test
	void drainIsRefusedWhenTheOthersHaveNoRoomUnlessItIsForced() {
		this.ofTwo = 950;
		listen();

		Refused refused = refused(this.one.operator().drain(Set.of(this.one.id(), this.three.id()), PLAN, ANNA),
				Reason.NO_ROOM);
		assertThat(refused.words())
			.isEqualTo("the others would be at 165 %, the limit is 90 %: drain fewer, add a node, or force");
		assertThat(this.one.known().operation()).isNull();

		Done forced = done(
				this.one.operator().drain(Set.of(this.one.id(), this.three.id()), PLAN.withForced(true), ANNA));
		assertThat(forced.words()).endsWith("forced");
	}

	@Test
	void drainOfNodesThatAreNotThereIsRefused() {
		NodeId gone = new NodeId("two", "two-0");

		assertThat(refused(this.one.operator().drain(Set.of(gone), PLAN, ANNA), Reason.UNKNOWN_NODE).words())
			.contains("there is no node " + gone, this.two.id().toString());
		assertThat(refused(this.one.operator().drain(Set.of(), PLAN, ANNA), Reason.INVALID).words())
			.contains("name at least one");
	}

	@Test
	void nodeThatHasNotSaidHowFullItIsCannotBeJudged() {
		Member four = this.cluster.join("four");

		assertThat(refused(this.one.operator().drain(Set.of(four.id()), PLAN, ANNA), Reason.BUSY).words())
			.contains("how many connections " + four.id() + " has was not heard yet");
		done(this.one.operator().drain(Set.of(four.id()), PLAN.withForced(true), ANNA));
	}

	@Test
	void whatWasHeardLongAgoIsNothingToDecideOn() {
		this.cluster.boardAway(true);
		for (int i = 0; i < 3; i++) {
			listen();
		}

		assertThat(refused(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA), Reason.BUSY).words())
			.contains("try again when it is back");
		refused(this.one.operator().rebalance(PLAN, ANNA), Reason.BUSY);
		this.cluster.boardAway(false);
		listen();
		done(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA));
	}

	@Test
	void secondOperationWaitsForTheFirst() {
		done(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA));

		assertThat(refused(this.three.operator().drain(Set.of(this.one.id()), PLAN, BEN), Reason.BUSY).words())
			.contains("the drain of anna for " + this.two.id() + " still runs", "cancel it");
		assertThat(this.one.known().operation().by()).isEqualTo("anna");
	}

	@Test
	void sameDrainOrderedAgainChangesItsPlan() {
		done(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA));
		DrainPlan faster = new DrainPlan(500, null, Duration.ZERO, Duration.ZERO, PLAN.order(), false);

		Done again = done(this.three.operator().drain(Set.of(this.two.id()), faster, BEN));

		assertThat(again.standing().orderFor(this.two.id()).orElseThrow().desired()).isEqualTo(new Drain(faster));
		assertThat(again.standing().operation().by()).isEqualTo("ben");
	}

	@Test
	void whoHasSeenOlderOrdersIsToldWhatStands() {
		Done first = done(this.one.operator().cordon(Set.of(this.two.id()), false, ANNA));

		OrderResult late = result(this.three.operator().resume(Set.of(this.two.id()), new Signature("ben", 0L)));

		assertThat(late).isEqualTo(new Conflict(first.standing()));
		assertThat(this.three.known().orderFor(this.two.id()).orElseThrow().desired()).isEqualTo(new Cordon());
		done(this.three.operator().resume(Set.of(this.two.id()), new Signature("ben", first.standing().revision())));
	}

	@Test
	void cancelledOperationLetsItsNodesServe() {
		done(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA));

		Done done = done(this.three.operator().cancel(BEN));

		assertThat(done.standing().operation().end().outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(done.standing().orderFor(this.two.id()).orElseThrow().desired()).isEqualTo(new Serve());
		refused(this.three.operator().cancel(BEN), Reason.NOTHING_TO_DO);
	}

	@Test
	void nodeThatIsTakenOutOfItsOperationEndsIt() {
		done(this.one.operator().drain(Set.of(this.two.id()), PLAN, ANNA));

		done(this.one.operator().resume(Set.of(this.two.id()), ANNA));

		assertThat(this.one.known().operation().end().outcome()).isEqualTo(Outcome.CANCELLED);
	}

	@Test
	void cordonByNameHoldsForTheSuccessorUntilTheNameIsToldToServe() {
		NodeId successor = new NodeId("two", "two-2");

		done(this.one.operator().cordon(Set.of(this.two.id()), true, ANNA));
		assertThat(this.one.known().orderFor(successor).orElseThrow().desired()).isEqualTo(new Cordon());

		done(this.one.operator().resume(Set.of(this.two.id()), ANNA));
		assertThat(this.one.known().orderFor(successor).orElseThrow().desired()).isEqualTo(new Serve());
	}

	@Test
	void rebalanceTellsDonorsToGive() {
		this.one.say(900);
		this.two.say(100);
		this.three.say(200);
		this.one.say(900);

		Done done = done(this.one.operator().rebalance(PLAN, ANNA));

		assertThat(done.words()).startsWith("move ");
		assertThat(done.standing().operation().targets()).containsExactly(this.one.id());
		assertThat(done.standing().orderFor(this.one.id()).orElseThrow().desired()).isInstanceOfSatisfying(Give.class,
				(give) -> assertThat(give.connections()).isBetween(480, 500));
	}

	@Test
	void evenNodesAreNotBalanced() {
		assertThat(refused(this.three.operator().rebalance(PLAN, ANNA), Reason.NOTHING_TO_DO).words())
			.contains("nothing is moved");
	}

	@Test
	void overridesSayForHowLong() {
		done(this.one.overrides().tier(Set.of(this.two.id()), Tier.SHED, Duration.ofMinutes(1), ANNA));
		done(this.one.overrides().priority("match:*", Priority.LOW, Duration.ofMinutes(1), ANNA));
		long now = this.cluster.ticker().currentTimeMillis();
		assertThat(this.one.known().tierFor(this.two.id(), now)).isPresent();
		assertThat(this.one.known().prioritiesInForce(now)).containsEntry("match:*", Priority.LOW);

		this.cluster.ticker().advance(Duration.ofSeconds(61));

		now = this.cluster.ticker().currentTimeMillis();
		assertThat(this.one.known().tierFor(this.two.id(), now)).isEmpty();
		assertThat(this.one.known().prioritiesInForce(now)).isEmpty();
	}

	@Test
	void overridesThatCannotBeAreRefused() {
		assertThat(refused(this.one.overrides().priority("match:*", Priority.LOW, Duration.ofDays(2), ANNA),
				Reason.INVALID)
			.words()).contains("172800 s", "at most 86400 s");
		refused(this.one.overrides().priority("**:x", Priority.LOW, Duration.ofMinutes(1), ANNA), Reason.INVALID);
		refused(this.one.overrides().endPriority("match:*", ANNA), Reason.NOTHING_TO_DO);
		refused(this.one.overrides().tier(Set.of(new NodeId("nobody", "x")), Tier.SHED, Duration.ofMinutes(1), ANNA),
				Reason.UNKNOWN_NODE);
	}

	/** What was said after a node has listened it hears when it says something again. */
	@BeforeEach
	void listen() {
		this.three.say(300);
		this.two.say(this.ofTwo);
		this.one.say(400);
	}

	private static Done done(CompletionStage<OrderResult> stage) {
		return (Done) assertThat(result(stage)).isInstanceOf(Done.class).actual();
	}

	private static Refused refused(CompletionStage<OrderResult> stage, Reason reason) {
		Refused refused = (Refused) assertThat(result(stage)).isInstanceOf(Refused.class).actual();
		assertThat(refused.reason()).isEqualTo(reason);
		return refused;
	}

	private static OrderResult result(CompletionStage<OrderResult> stage) {
		return stage.toCompletableFuture().join();
	}

}
