package dev.realtime.channel;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A home that may have missed something, and one that was told something else.
 */
class VerificationTests {

	private static final ChannelRule STREAM = Bench.rule(RecoveryMode.STREAM, 100);

	private static final ChannelRule CACHE = Bench.rule(RecoveryMode.CACHE, 100);

	private static final Duration GRACE = Duration.ofMillis(1_100);

	private final Bench bench = new Bench(2);

	@Test
	void lastPublicationThatWasMissedIsReadWhenTheBrokerSaysItWasInterrupted() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publishUnheard(STREAM, 2);

		this.bench.channels.interrupted(Bench.CHANNEL);
		this.bench.loops.settle();
		this.bench.loops.pass(GRACE);

		assertThat(subscriber.offsets()).containsExactly(1L, 2L);
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void cachedChannelTakesTheNewestThatWasMissed() {
		TestSubscriber subscriber = this.bench.subscribed(0, CACHE);
		publishUnheard(CACHE, 3);

		this.bench.channels.interrupted(Bench.CHANNEL);
		this.bench.loops.settle();
		this.bench.loops.pass(GRACE);

		assertThat(subscriber.offsets()).endsWith(3L);
	}

	@Test
	void quietChannelIsLookedAtByItself() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publishUnheard(STREAM, 1);

		this.bench.loops.pass(Duration.ofSeconds(55));

		assertThat(subscriber.offsets()).containsExactly(1L);
		assertThat(this.bench.broker.verifications()).isEqualTo(1);
	}

	@Test
	void busyChannelIsNotAskedAbout() {
		this.bench.subscribed(0, STREAM);

		for (int second = 0; second < 120; second++) {
			this.bench.publish(STREAM);
			this.bench.loops.pass(Duration.ofSeconds(1));
		}

		assertThat(this.bench.broker.verifications()).isZero();
	}

	@Test
	void brokerThatIsAwayIsAskedAgainUntilItAnswers() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publishUnheard(STREAM, 2);
		this.bench.broker.fail(true);
		this.bench.channels.interrupted(Bench.CHANNEL);
		this.bench.loops.settle();
		this.bench.loops.pass(Duration.ofSeconds(20));
		assertThat(subscriber.isInsufficient()).isFalse();
		assertThat(this.bench.broker.verifications()).isBetween(4, 6);

		this.bench.broker.fail(false);
		this.bench.loops.pass(Duration.ofSeconds(32));

		assertThat(subscriber.offsets()).containsExactly(1L, 2L);
	}

	@Test
	void subscribersStayWhileAHoleCannotBeFilledAndAreGivenAllWhenItCan() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publishUnheard(STREAM, 1);
		this.bench.broker.fail(true);
		this.bench.publish(STREAM, 2);
		this.bench.loops.settle();
		this.bench.loops.pass(Duration.ofSeconds(10));
		assertThat(subscriber.offsets()).isEmpty();
		assertThat(subscriber.isInsufficient()).isFalse();

		this.bench.broker.fail(false);
		this.bench.loops.pass(Duration.ofSeconds(11));

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L);
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void publicationUnderAnOffsetThatWasAnothersMakesSubscribersStartOver() {
		TestSubscriber stream = this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();
		StreamPosition stands = stream.subscription().joinedAt();

		this.bench.broker.fork();
		this.bench.channels.published(Bench.CHANNEL, other(stands.at(2)));
		this.bench.loops.settle();

		assertThat(stream.isInsufficient()).isTrue();
		assertThat(this.bench.channels.stats().forksSuspected()).isEqualTo(1);
	}

	@Test
	void samePublicationTwiceIsIgnored() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();
		StreamPosition stands = subscriber.subscription().joinedAt();

		// The memory broker counts its publications from 1.
		this.bench.channels.published(Bench.CHANNEL,
				new Publication(2, Payload.json("2"), stands.at(2), Priority.NORMAL, null, Map.of(), 1));
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L);
		assertThat(this.bench.broker.verifications()).isZero();
		assertThat(subscriber.isInsufficient()).isFalse();
	}

	private void publishUnheard(ChannelRule rule, int count) {
		this.bench.broker.deaf(true);
		this.bench.publish(rule, count);
		this.bench.broker.deaf(false);
		this.bench.loops.settle();
	}

	private static Publication other(StreamPosition position) {
		return new Publication(4711, Payload.json("4711"), position, Priority.NORMAL, null, Map.of(), 1);
	}

}
