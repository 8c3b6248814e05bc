package dev.realtime.channel;

import org.junit.jupiter.api.Test;

import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscribing and unsubscribing while publications flow.
 */
class SubscribeRaceTests {

	private static final ChannelRule STREAM = Bench.rule(RecoveryMode.STREAM, 100);

	private final Bench bench = new Bench(2);

	@Test
	void publicationBetweenTheBrokersConfirmationAndTheHistoryReadIsNotLost() {
		this.bench.broker.close();
		TestSubscriber subscriber = this.bench.subscriber(0);
		this.bench.subscribe(subscriber, STREAM, Recovery.NONE);
		this.bench.loops.settle();
		this.bench.broker.passOne();
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		this.bench.broker.open();
		this.bench.loops.settle();
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		// Either the position includes the first or it is delivered: never neither.
		long cut = subscriber.subscription().joinedAt().offset();
		assertThat(subscriber.problems()).isEmpty();
		assertThat(subscriber.offsets()).startsWith(cut + 1).endsWith(2L);
	}

	@Test
	void publicationBetweenTheHistoryReadAndItsAnswerIsDelivered() {
		this.bench.broker.close();
		TestSubscriber subscriber = this.bench.subscriber(0);
		this.bench.subscribe(subscriber, STREAM, Recovery.NONE);
		this.bench.loops.settle();
		this.bench.broker.passOne();
		this.bench.broker.passOne();
		this.bench.loops.settle();
		this.bench.broker.passOne();
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();

		this.bench.broker.open();
		this.bench.loops.settle();

		assertThat(subscriber.isEstablished()).isTrue();
		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L);
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void nothingIsHandedOverBeforeTheReply() {
		TestSubscriber first = this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 2);
		this.bench.loops.settle();
		TestSubscriber held = this.bench.subscriber(1);
		Subscription[] joined = new Subscription[1];
		this.bench.loops.in(held.loop(), () -> this.bench.channels.subscribe(Bench.CHANNEL, STREAM, held,
				SubscribeOptions.DEFAULTS, (subscription) -> joined[0] = subscription, (failure) -> {
				}));
		this.bench.loops.settle();

		this.bench.publish(STREAM, 2);
		this.bench.loops.settle();

		assertThat(held.offsets()).isEmpty();
		assertThat(joined[0].joinedAt().offset()).isEqualTo(2);
		this.bench.loops.in(held.loop(), joined[0]::release);
		this.bench.loops.settle();
		assertThat(held.offsets()).containsExactly(3L, 4L);
		assertThat(first.offsets()).containsExactly(1L, 2L, 3L, 4L);
	}

	@Test
	void lastUnsubscribeAgainstFirstSubscribeOnAnotherLoopLeavesTheChannelHearing() {
		TestSubscriber leaving = this.bench.subscribed(0, STREAM);
		TestSubscriber coming = this.bench.subscriber(1);

		leaving.loop().execute(leaving::unsubscribe);
		coming.loop().execute(() -> coming.subscribe(Bench.CHANNEL, STREAM, Recovery.NONE));
		this.bench.loops.settle();
		this.bench.loops.advanceMillis(10_000);
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		assertThat(coming.offsets()).containsExactly(1L);
		assertThat(this.bench.broker.subscribes()).isEqualTo(1);
		assertThat(this.bench.broker.unsubscribes()).isZero();
	}

	@Test
	void firstSubscribeRightAfterTheLingerHasEndedSubscribesAgain() {
		TestSubscriber leaving = this.bench.subscribed(0, STREAM);
		this.bench.loops.in(leaving.loop(), leaving::unsubscribe);
		this.bench.loops.settle();
		this.bench.loops.advanceMillis(4_900);
		assertThat(this.bench.broker.unsubscribes()).isZero();
		this.bench.loops.advanceMillis(200);
		assertThat(this.bench.broker.unsubscribes()).isEqualTo(1);
		assertThat(this.bench.size()).isZero();

		TestSubscriber coming = this.bench.subscribed(1, STREAM);
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		assertThat(coming.offsets()).containsExactly(1L);
		assertThat(this.bench.broker.subscribes()).isEqualTo(2);
	}

	@Test
	void joinAndLeaveOfTheSameLoopCrossTheHomesAnswer() {
		TestSubscriber staying = this.bench.subscriber(this.bench.away());
		TestSubscriber leaving = this.bench.subscribed(this.bench.away(), STREAM);

		// The join is on its way to the home when the shard loses its only subscriber.
		staying.loop().execute(() -> {
			staying.subscribe(Bench.CHANNEL, STREAM, Recovery.NONE);
			leaving.unsubscribe();
		});
		staying.loop().turn();
		this.bench.publish(STREAM);
		this.bench.loops.settle();
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		assertThat(staying.problems()).isEmpty();
		assertThat(staying.offsets()).endsWith(2L);
	}

	@Test
	void oldPublicationsOfALaggingSubscriptionDoNotFollowItsSuccessor() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		subscriber.room(false);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();

		this.bench.loops.in(subscriber.loop(), () -> {
			subscriber.unsubscribe();
			subscriber.subscribe(Bench.CHANNEL, STREAM, Recovery.NONE);
		});
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		assertThat(subscriber.subscription().joinedAt().offset()).isEqualTo(3);
		assertThat(subscriber.offsets()).containsExactly(4L);
	}

	@Test
	void subscriptionCancelledBeforeTheHomeAnswersLeavesNothingBehind() {
		this.bench.broker.close();
		TestSubscriber subscriber = this.bench.subscriber(0);
		this.bench.subscribe(subscriber, STREAM, Recovery.NONE);
		this.bench.loops.in(subscriber.loop(), subscriber::unsubscribe);

		this.bench.broker.open();
		this.bench.loops.settle();
		this.bench.loops.advanceMillis(6_000);

		assertThat(subscriber.isEstablished()).isFalse();
		assertThat(this.bench.size()).isZero();
		assertThat(this.bench.broker.unsubscribes()).isEqualTo(1);
	}

	@Test
	void brokerThatFailsIsAnAnswerAndTheNextSubscribeTriesAgain() {
		this.bench.broker.fail(true);
		TestSubscriber refused = this.bench.subscribed(0, STREAM);
		assertThat(refused.failure()).hasMessageContaining("away");
		assertThat(this.bench.size()).isZero();

		this.bench.broker.fail(false);
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).containsExactly(1L);
	}

	@Test
	void thousandsThatRecoverTheSameChannelCostOneHistoryRead() {
		TestSubscriber first = this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 50);
		this.bench.loops.settle();
		int reads = this.bench.broker.historyReads();
		StreamPosition known = first.position().at(20);

		for (int i = 0; i < 2000; i++) {
			TestSubscriber returning = this.bench.subscriber(i % 2);
			this.bench.subscribe(returning, STREAM, new Recovery(true, known));
			this.bench.loops.settle();
			assertThat(returning.offsets()).hasSize(30).startsWith(21L).endsWith(50L);
			assertThat(returning.problems()).isEmpty();
		}

		assertThat(this.bench.broker.historyReads()).isEqualTo(reads);
	}

}
