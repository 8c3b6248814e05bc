package dev.realtime.channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A subscription that is too far behind. The tail of the bench holds eight entries. */
class OverflowTests {

	private final Bench bench = new Bench(1);

	@Test
	void newestGoesOnWithTheNewest() {
		ChannelRule rule = rule(RecoveryMode.NONE, Overflow.NEWEST);
		TestSubscriber subscriber = lagging(rule, 5);

		overflow(subscriber);

		assertThat(subscriber.payloads()).containsExactly("5");
		assertThat(subscriber.decisions()).containsExactly(Decision.OVERFLOW);
		assertThat(this.bench.channels.stats().skipped(Priority.NORMAL, Decision.OVERFLOW)).isEqualTo(4);
	}

	@Test
	void skipGoesOnWithTheNext() {
		ChannelRule rule = rule(RecoveryMode.NONE, Overflow.SKIP);
		TestSubscriber subscriber = lagging(rule, 5);

		overflow(subscriber);
		this.bench.publish(rule);
		this.bench.loops.settle();

		assertThat(subscriber.payloads()).containsExactly("6");
		assertThat(this.bench.channels.stats().skipped(Priority.NORMAL, Decision.OVERFLOW)).isEqualTo(5);
	}

	@Test
	void catchUpKeepsItsPlace() {
		ChannelRule rule = rule(RecoveryMode.STREAM, Overflow.CATCH_UP);
		TestSubscriber subscriber = lagging(rule, 5);

		overflow(subscriber);

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L);
		assertThat(this.bench.channels.stats().skipped()).isZero();
	}

	@Test
	void disconnectIsToldWhoFellOffTheTail() {
		TestSubscriber subscriber = lagging(rule(RecoveryMode.STREAM, Overflow.DISCONNECT), 20);

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.isOverflowed()).isTrue();
		assertThat(subscriber.offsets()).isEmpty();
	}

	@Test
	void newestIsWhatWhoFellOffTheTailIsGivenAlsoWithoutRecovery() {
		TestSubscriber subscriber = lagging(rule(RecoveryMode.NONE, Overflow.NEWEST), 20);

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.payloads()).containsExactly("20");
		assertThat(subscriber.decisions()).containsExactly(Decision.NEWEST);
	}

	@Test
	void lagIsWhatLiesAheadOfTheCursor() {
		ChannelRule rule = rule(RecoveryMode.STREAM, Overflow.CATCH_UP);
		this.bench.large();
		TestSubscriber subscriber = lagging(rule, 4);
		long four = subscriber.subscription().lagBytes();
		assertThat(four).isBetween(4 * 200L, 4 * 400L);

		this.bench.publish(rule, 4);
		this.bench.loops.settle();
		assertThat(subscriber.subscription().lagBytes()).isBetween(2 * four - 100, 2 * four + 100);

		this.bench.publish(rule, 32);
		this.bench.loops.settle();
		assertThat(subscriber.subscription().lagBytes()).as("what left the tail counts as well")
			.isBetween(9 * four, 11 * four);

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();
		assertThat(subscriber.subscription().lagBytes()).isZero();
	}

	@Test
	void whereOnlyTheNewestCountsItIsTheLag() {
		this.bench.large();
		ChannelRule rule = Bench.conflating(RecoveryMode.CACHE, 8);
		TestSubscriber subscriber = lagging(rule, 1);
		long one = subscriber.subscription().lagBytes();

		this.bench.publish(rule, 30);
		this.bench.loops.settle();

		assertThat(subscriber.subscription().lagBytes()).isBetween(one - 50, one + 50);
	}

	@ParameterizedTest
	@CsvSource({ "STREAM, NEWEST", "STREAM, SKIP", "CACHE, SKIP" })
	void promiseIsNotBroken(RecoveryMode recovery, Overflow overflow) {
		assertThatIllegalArgumentException().isThrownBy(() -> rule(recovery, overflow))
			.withMessageContaining("recovery " + recovery + " and overflow " + overflow);
	}

	private TestSubscriber lagging(ChannelRule rule, int publications) {
		TestSubscriber subscriber = this.bench.subscribed(0, rule);
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		this.bench.publish(rule, publications);
		this.bench.loops.settle();
		return subscriber;
	}

	private void overflow(TestSubscriber subscriber) {
		this.bench.loops.in(subscriber.loop(), () -> subscriber.subscription().overflow());
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();
		assertThat(subscriber.problems()).isEmpty();
	}

	private static ChannelRule rule(RecoveryMode recovery, Overflow overflow) {
		ChannelRule plain = Bench.rule(recovery, (recovery != RecoveryMode.NONE) ? 8 : 0);
		return Bench.shaped(plain, new Shaping(false, false, null, false, overflow));
	}

}
