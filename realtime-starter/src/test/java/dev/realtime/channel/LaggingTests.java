package dev.realtime.channel;

import java.time.Duration;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.realtime.broker.HistoryPolicy;
import dev.realtime.loop.Loop;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A subscriber that has no room for a while, on every kind of recovery. The tail of the
 * bench holds eight entries unless the history is longer.
 */
class LaggingTests {

	private static final ChannelRule STREAM = Bench.rule(RecoveryMode.STREAM, 8);

	private final Bench bench = new Bench(2);

	@Test
	void streamWithinTheTailGetsEverythingInOrder() {
		TestSubscriber subscriber = lagging(STREAM);

		this.bench.publish(STREAM, 8);
		catchUp(subscriber);

		assertThat(subscriber.offsets()).containsExactlyElementsOf(LongStream.rangeClosed(1, 8).boxed().toList());
		assertThat(this.bench.channels.stats().catchUps()).isZero();
	}

	@Test
	void streamBeyondTheTailIsServedFromHistory() {
		ChannelSettings shortTail = new ChannelSettings(Duration.ofSeconds(5), 8, 700, 64 * 1024 * 1024);
		Bench tight = new Bench(2, shortTail);
		ChannelRule rule = Bench.rule(RecoveryMode.STREAM, 50);
		TestSubscriber subscriber = tight.subscribed(0, rule);
		tight.loops.in(subscriber.loop(), () -> subscriber.room(false));

		tight.publish(rule, 40);
		tight.loops.settle();
		tight.loops.in(subscriber.loop(), () -> subscriber.room(true));
		tight.loops.settle();

		assertThat(subscriber.offsets()).containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
		assertThat(tight.channels.stats().catchUps()).isPositive();
	}

	@Test
	void whatHistoryKnowsBeforeTheHomeDoesIsNotHandedOverTwice() {
		Bench tight = new Bench(2, new ChannelSettings(Duration.ofSeconds(5), 8, 700, 64 * 1024 * 1024));
		ChannelRule rule = Bench.rule(RecoveryMode.STREAM, 50);
		Loop home = tight.loops.loops().of(Bench.CHANNEL);
		TestSubscriber subscriber = tight.subscribed(tight.away(), rule);
		tight.loops.in(subscriber.loop(), () -> subscriber.room(false));
		tight.publish(rule, 20);
		tight.loops.settle();

		// The request to read history lies in the home's inbox, in front of two more
		// publications; it is answered and handed over before they are delivered.
		tight.loops.in(subscriber.loop(), () -> subscriber.room(true));
		tight.loops.endTurnHere(home);
		tight.publish(rule, 2);
		tight.loops.turn(home);
		tight.loops.turn(subscriber.loop());
		tight.loops.settle();

		assertThat(subscriber.problems()).isEmpty();
		assertThat(subscriber.offsets()).containsExactlyElementsOf(LongStream.rangeClosed(1, 22).boxed().toList());
	}

	@Test
	void manyBeyondTheTailShareHistoryReads() {
		Bench tight = new Bench(1, new ChannelSettings(Duration.ofSeconds(5), 8, 700, 64 * 1024 * 1024));
		ChannelRule rule = Bench.rule(RecoveryMode.STREAM, 50);
		TestSubscriber[] subscribers = new TestSubscriber[100];
		for (int i = 0; i < subscribers.length; i++) {
			TestSubscriber subscriber = tight.subscribed(0, rule);
			tight.loops.in(subscriber.loop(), () -> subscriber.room(false));
			subscribers[i] = subscriber;
		}
		tight.publish(rule, 40);
		tight.loops.settle();
		int reads = tight.broker.historyReads();

		tight.broker.close();
		for (TestSubscriber subscriber : subscribers) {
			tight.loops.in(subscriber.loop(), () -> subscriber.room(true));
		}
		tight.broker.open();
		tight.loops.settle();

		for (TestSubscriber subscriber : subscribers) {
			assertThat(subscriber.offsets()).hasSize(40).isSorted();
		}
		assertThat(tight.broker.historyReads() - reads).isLessThanOrEqualTo(2);
	}

	@Test
	void streamBeyondHistoryIsToldThatItIsInsufficientAndRecoversNothingSilently() {
		TestSubscriber subscriber = lagging(STREAM);

		this.bench.publish(STREAM, 9);
		this.bench.loops.settle();
		this.bench.publish(STREAM, 20);
		catchUp(subscriber);

		assertThat(subscriber.isInsufficient()).isTrue();
		assertThat(subscriber.offsets()).isEmpty();
		TestSubscriber again = this.bench.subscriber(0);
		this.bench.subscribe(again, STREAM, new Recovery(true, subscriber.position()));
		this.bench.loops.settle();
		assertThat(again.recovered()).isNotNull();
		assertThat(again.recovered().complete()).isFalse();
	}

	@Test
	void cacheJumpsToTheNewest() {
		ChannelRule rule = Bench.rule(RecoveryMode.CACHE, 1);
		TestSubscriber subscriber = lagging(rule);

		this.bench.publish(rule, 30);
		catchUp(subscriber);

		assertThat(subscriber.offsets()).containsExactly(30L);
		assertThat(subscriber.isInsufficient()).isFalse();
	}

	@Test
	void withoutRecoveryWhatFellOffIsSkippedAndCounted() {
		ChannelRule rule = Bench.rule(RecoveryMode.NONE, 0);
		TestSubscriber subscriber = lagging(rule);

		this.bench.publish(rule, 30);
		catchUp(subscriber);

		assertThat(subscriber.payloads()).containsExactly("23", "24", "25", "26", "27", "28", "29", "30");
		assertThat(this.bench.channels.stats().skipped()).isEqualTo(22);
	}

	@Test
	void publicationThatOutranksItsChannelLiftsTheSubscriptionButOvertakesNothing() {
		TestSubscriber subscriber = lagging(STREAM);
		this.bench.publish(STREAM, 2);
		this.bench.loops.settle();
		assertThat(subscriber.subscription().priority()).isEqualTo(Priority.NORMAL);

		this.bench.publish(STREAM, Priority.CRITICAL);
		this.bench.loops.settle();

		assertThat(subscriber.subscription().priority()).isEqualTo(Priority.CRITICAL);
		catchUp(subscriber);
		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L);
		assertThat(subscriber.subscription().priority()).isEqualTo(Priority.NORMAL);
	}

	@Test
	void laggingSubscriberHoldsUpNobody() {
		TestSubscriber lagging = lagging(STREAM);
		TestSubscriber current = this.bench.subscribed(0, STREAM);

		for (int i = 0; i < 100; i++) {
			this.bench.publish(STREAM);
			this.bench.loops.settle();
		}

		assertThat(current.offsets()).hasSize(100);
		assertThat(lagging.offsets()).isEmpty();
	}

	@Test
	void historyThatHasExpiredRecoversNothingEvenIfTheTailStillHasIt() {
		ChannelRule rule = new ChannelRule(ChannelPattern.of("**"), Priority.NORMAL, RecoveryMode.STREAM,
				new HistoryPolicy(8, Duration.ofSeconds(1)), ClientRights.NONE, Shaping.plain(RecoveryMode.STREAM));
		TestSubscriber first = this.bench.subscribed(0, rule);
		this.bench.publish(rule, 3);
		this.bench.loops.settle();
		StreamPosition known = first.position().at(1);

		this.bench.loops.advanceMillis(1_500);
		TestSubscriber returning = this.bench.subscriber(1);
		this.bench.subscribe(returning, rule, new Recovery(true, known));
		this.bench.loops.settle();

		assertThat(returning.recovered()).isNotNull();
		assertThat(returning.recovered().complete()).isFalse();
		assertThat(returning.recovered().position().offset()).isEqualTo(3);
	}

	@Test
	void positionOfAnotherEpochDoesNotRecover() {
		this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();

		TestSubscriber returning = this.bench.subscriber(1);
		this.bench.subscribe(returning, STREAM, new Recovery(true, new StreamPosition("_", 1)));
		this.bench.loops.settle();

		assertThat(returning.recovered()).isNotNull();
		assertThat(returning.recovered().complete()).isFalse();
		assertThat(returning.recovered().publications()).isEmpty();
	}

	@Test
	void whoNeedsOnlyTheNewestIsToldOfAnotherEpochWithIt() {
		ChannelRule rule = Bench.rule(RecoveryMode.CACHE, 8);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);
		TestSubscriber deltas = this.bench.subscriber(0).withDeltas();
		this.bench.subscribe(deltas, Bench.shaped(rule, new Shaping(true, false, null, false, Overflow.NEWEST)),
				Recovery.NONE);
		this.bench.publish(rule, 3);
		this.bench.loops.settle();

		this.bench.broker.fork();
		this.bench.channels.interrupted(Bench.CHANNEL);
		this.bench.loops.settle();
		this.bench.publish(rule, 1);
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L, 3L, 4L);
		assertThat(subscriber.startedOver()).isEqualTo(1);
		assertThat(subscriber.position().epoch()).endsWith("'");
		assertThat(subscriber.isInsufficient()).isFalse();
		assertThat(deltas.payloads()).isEqualTo(subscriber.payloads());
		assertThat(subscriber.problems()).isEmpty();
		assertThat(deltas.problems()).isEmpty();
	}

	private TestSubscriber lagging(ChannelRule rule) {
		TestSubscriber subscriber = this.bench.subscribed(0, rule);
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		return subscriber;
	}

	private void catchUp(TestSubscriber subscriber) {
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();
		assertThat(subscriber.problems()).isEmpty();
	}

}
