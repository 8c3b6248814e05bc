package dev.realtime.channel;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.broker.PublishRequest;
import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is given a difference, from what, and who is given the whole. */
class DeltaTests {

	private static final ChannelRule STREAM = Bench.rule(RecoveryMode.STREAM, 100);

	private static final ChannelRule CACHE = Bench.rule(RecoveryMode.CACHE, 10);

	private final Bench bench = new Bench(2);

	private TestSubscriber subscribed(ChannelRule rule) {
		this.bench.large();
		TestSubscriber subscriber = this.bench.subscriber(0).withDeltas();
		this.bench.subscribe(subscriber, rule, Recovery.NONE);
		this.bench.loops.settle();
		return subscriber;
	}

	@Test
	void firstIsWholeAndTheOthersAreDifferences() {
		TestSubscriber subscriber = subscribed(STREAM);

		this.bench.publish(STREAM, 20);
		this.bench.loops.settle();

		assertThat(subscriber.payloads())
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 20).mapToObj(this.bench::payload).toList());
		assertThat(subscriber.deltas()).isEqualTo(19);
		assertThat(this.bench.channels.stats().deltaSaved()).isGreaterThan(19 * 100);
	}

	@Test
	void plainSubscriberBesideIsGivenWholesAsEver() {
		TestSubscriber deltas = subscribed(STREAM);
		TestSubscriber plain = this.bench.subscribed(0, STREAM);

		this.bench.publish(STREAM, 5);
		this.bench.loops.settle();

		assertThat(plain.payloads()).isEqualTo(deltas.payloads());
		assertThat(plain.deltas()).isZero();
	}

	@Test
	void afterARecoveryTheLastRecoveredIsTheBase() {
		TestSubscriber subscriber = subscribed(STREAM);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), subscriber::unsubscribe);
		this.bench.publish(STREAM, 3);
		int before = subscriber.deltas();

		this.bench.subscribe(subscriber, STREAM, new Recovery(true, subscriber.position()));
		this.bench.loops.settle();
		this.bench.publish(STREAM, 2);
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
		assertThat(subscriber.problems()).isEmpty();
		assertThat(subscriber.deltas() - before).isEqualTo(2);
	}

	@Test
	void recoveryOfNothingIsNoBase() {
		TestSubscriber subscriber = subscribed(STREAM);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();
		StreamPosition position = subscriber.position();
		this.bench.loops.in(subscriber.loop(), subscriber::unsubscribe);
		int before = subscriber.deltas();

		this.bench.subscribe(subscriber, STREAM, new Recovery(true, position));
		this.bench.loops.settle();
		this.bench.publish(STREAM, 1);
		this.bench.loops.settle();

		assertThat(subscriber.problems()).isEmpty();
		assertThat(subscriber.deltas()).isEqualTo(before);
	}

	@Test
	void bytesThatAreNoTextDoNotSpoilTheBase() {
		TestSubscriber subscriber = subscribed(STREAM);

		for (int i = 0; i < 3; i++) {
			byte[] json = this.bench.payload(i).getBytes(StandardCharsets.UTF_8);
			json[json.length / 2] = (byte) 0xFF;
			this.bench.broker.publish(new PublishRequest(Bench.CHANNEL, Payload.json(json), STREAM.priority(), null,
					Map.of(), null, STREAM.history()));
			this.bench.loops.settle();
		}

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L);
		assertThat(subscriber.deltas()).isEqualTo(2);
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void whoSkippedIsGivenTheDifferenceFromWhatItReallyHas() {
		TestSubscriber subscriber = subscribed(CACHE);
		this.bench.publish(CACHE, 2);
		this.bench.loops.settle();
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		this.bench.publish(CACHE, 50);
		this.bench.loops.settle();

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).startsWith(1L, 2L).endsWith(52L);
		assertThat(subscriber.payloads()).last().isEqualTo(this.bench.payload(52));
		assertThat(subscriber.problems()).isEmpty();
		assertThat(subscriber.deltas()).isEqualTo(subscriber.offsets().size() - 1);
	}

}
