package dev.realtime.operator;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.Operation;
import dev.realtime.operator.OrderedCluster.Member;

import static org.assertj.core.api.Assertions.assertThat;

/** When nodes are balanced without anybody asking for it. */
class AutoRebalanceTests {

	private final OrderedCluster cluster = new OrderedCluster();

	private final Member one = this.cluster.join("one").say(900);

	private final Member two = this.cluster.join("two").say(100);

	private final AutoRebalance ofOne = this.one.autoRebalance();

	private final AutoRebalance ofTwo = this.two.autoRebalance();

	@Test
	void nodesThatAreOffForAMinuteAreBalancedByTheFirst() {
		this.one.say(900);
		looks(11);
		assertThat(operation()).isNull();

		looks(1);

		assertThat(operation().kind()).isEqualTo("rebalance");
		assertThat(operation().by()).isEqualTo("auto-rebalance");
		assertThat(operation().targets()).containsExactly(this.one.id());
	}

	@Test
	void moodThatPassesChangesNothing() {
		this.one.say(900);
		looks(11);
		this.one.say(500);
		this.two.say(500);
		this.one.say(500);
		looks(1);
		this.one.say(900);
		this.two.say(100);
		this.one.say(900);
		looks(11);

		assertThat(operation()).isNull();
	}

	@Test
	void nothingIsBalancedByWhatWasHeardLongAgo() {
		this.one.say(900);
		this.cluster.boardAway(true);
		for (int i = 0; i < 3; i++) {
			this.one.say(900);
		}
		looks(20);

		assertThat(operation()).isNull();
	}

	@Test
	void afterAnOperationItRestsForMinutes() {
		this.one.say(900);
		looks(12);
		this.one.operator().cancel(new Signature("anna", null)).toCompletableFuture().join();
		Operation.End cancelled = operation().end();

		looks(12);
		assertThat(operation().end()).as("no other was begun").isEqualTo(cancelled);

		this.cluster.ticker().advance(Duration.ofMinutes(5));
		looks(12);
		assertThat(operation().end()).as("another one runs").isNull();
	}

	private void looks(int count) {
		for (int i = 0; i < count; i++) {
			this.cluster.ticker().advance(AutoRebalance.LOOK_EVERY);
			this.ofOne.run();
			this.ofTwo.run();
		}
	}

	private Operation operation() {
		return this.one.known().operation();
	}

}
