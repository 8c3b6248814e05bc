package dev.realtime.channel;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.UserId;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Channels of which only the newest counts. */
class ConflationTests {

	private final Bench bench = new Bench(2);

	@Test
	void whoIsBehindIsGivenTheNewestOnly() {
		ChannelRule rule = Bench.conflating(RecoveryMode.NONE, 0);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);
		this.bench.publish(rule);
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		this.bench.publish(rule, 6);
		this.bench.loops.settle();

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.payloads()).containsExactly("1", "7");
		assertThat(this.bench.channels.stats().skipped()).isEqualTo(5);
	}

	@Test
	void whoKeepsUpIsGivenAll() {
		ChannelRule rule = Bench.conflating(RecoveryMode.CACHE, 10);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);

		for (int i = 0; i < 5; i++) {
			this.bench.publish(rule);
			this.bench.loops.settle();
		}

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L);
		assertThat(this.bench.channels.stats().skipped()).isZero();
	}

	@Test
	void differenceIsFromWhatWasGivenNotFromWhatWasLeftOut() {
		ChannelRule rule = Bench.conflating(RecoveryMode.CACHE, 10);
		this.bench.large();
		TestSubscriber subscriber = this.bench.subscriber(0).withDeltas();
		this.bench.subscribe(subscriber, rule, Recovery.NONE);
		this.bench.loops.settle();
		this.bench.publish(rule);
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		this.bench.publish(rule, 6);
		this.bench.loops.settle();

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.payloads()).isEqualTo(List.of(this.bench.payload(1), this.bench.payload(7)));
		assertThat(subscriber.deltas()).isEqualTo(1);
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void comingsAndGoingsAreNotLeftOut() {
		ChannelRule rule = Bench.conflating(RecoveryMode.NONE, 0);
		TestSubscriber subscriber = this.bench.subscriber(0).withJoins();
		this.bench.subscribe(subscriber, rule, Recovery.NONE);
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		this.bench.publish(rule);
		this.bench.channels.joined(Bench.CHANNEL, new ClientInfo(UserId.of("anna"), new ClientId("c1"), null, null));
		this.bench.publish(rule, 2);
		this.bench.loops.settle();

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.joins()).isEqualTo(1);
		assertThat(subscriber.payloads()).containsExactly("3");
	}

	@Test
	void promiseOfEveryPublicationIsNotBroken() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bench.conflating(RecoveryMode.STREAM, 10))
			.withMessageContaining("promises every publication");
	}

}
