package dev.realtime.channel;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/** A loop that cannot take what the broker brings, and channels that are too full. */
class IngressTests {

	private static final int OVERFLOW = 1000;

	private static final Duration GRACE = Duration.ofMillis(1100);

	private final Bench bench = new Bench(2);

	@Test
	void whatDidNotFitIsCountedAndReadFromHistory() {
		ChannelRule rule = Bench.rule(RecoveryMode.STREAM, 10_000);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);

		this.bench.publish(rule, Ingress.CAPACITY + OVERFLOW);
		this.bench.loops.settle();
		assertThat(this.bench.channels.stats().dropped()).isEqualTo(OVERFLOW);
		assertThat(subscriber.offsets()).hasSize(Ingress.CAPACITY);

		this.bench.loops.pass(GRACE);

		assertThat(subscriber.offsets())
			.containsExactlyElementsOf(LongStream.rangeClosed(1, Ingress.CAPACITY + OVERFLOW).boxed().toList());
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void thereIsRoomAgainWhenTheLoopHasTurned() {
		ChannelRule rule = Bench.rule(RecoveryMode.STREAM, 10_000);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);

		for (int round = 0; round < 2; round++) {
			this.bench.publish(rule, Ingress.CAPACITY);
			this.bench.loops.settle();
		}

		assertThat(this.bench.channels.stats().dropped()).isZero();
		assertThat(subscriber.offsets()).hasSize(2 * Ingress.CAPACITY);
	}

	@Test
	void nobodyIsToldWhoComesAndGoesWhereManyListen() {
		ChannelRule rule = Bench.rule(RecoveryMode.NONE, 0);
		List<TestSubscriber> crowd = IntStream.rangeClosed(0, Channels.MOST_TOLD)
			.mapToObj((i) -> this.bench.subscribed(i % 2, rule))
			.toList();
		ClientInfo client = new ClientInfo(UserId.of("anna"), new ClientId("c1"), null, null);
		assertThat(crowd.get(0).subscription().isWorthTelling()).isFalse();
		long suppressed = this.bench.channels.stats().joinsSuppressed();

		this.bench.channels.joined(Bench.CHANNEL, client);
		this.bench.loops.settle();
		assertThat(this.bench.channels.stats().joinsSuppressed()).isEqualTo(suppressed + 1);

		this.bench.loops.in(crowd.get(1).loop(), crowd.get(1)::unsubscribe);
		this.bench.loops.settle();
		this.bench.channels.left(Bench.CHANNEL, client);
		this.bench.loops.settle();
		assertThat(crowd.get(0).subscription().isWorthTelling()).isTrue();
		assertThat(this.bench.channels.stats().joinsSuppressed()).isEqualTo(suppressed + 1);
	}

	@Test
	void tenThousandWhoRecoverCostOneRead() {
		ChannelRule rule = Bench.rule(RecoveryMode.STREAM, 1000);
		this.bench.subscribed(0, rule);
		this.bench.publish(rule, 500);
		this.bench.loops.settle();
		int before = this.bench.broker.historyReads();
		TestSubscriber first = this.bench.subscriber(0);
		this.bench.subscribe(first, rule, Recovery.NONE);
		this.bench.loops.settle();
		Recovery position = new Recovery(true, new StreamPosition(first.position().epoch(), 10));

		List<TestSubscriber> many = IntStream.range(0, 10_000).mapToObj((i) -> this.bench.subscriber(i % 2)).toList();
		many.forEach((subscriber) -> this.bench.subscribe(subscriber, rule, position));
		this.bench.loops.settle();

		assertThat(many).allSatisfy((subscriber) -> {
			assertThat(subscriber.isEstablished()).isTrue();
			assertThat(subscriber.position().offset()).isEqualTo(500);
		});
		assertThat(this.bench.broker.historyReads() - before).isLessThanOrEqualTo(2);
	}

}
