package dev.realtime.channel;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

import static org.assertj.core.api.Assertions.assertThat;

/** What is heard of an epoch that is over. */
class StaleEpochTests {

	private static final ChannelRule STREAM = Bench.rule(RecoveryMode.STREAM, 8);

	private final Bench bench = new Bench(2);

	@Test
	void publicationOfAnEpochThatHistoryDoesNotKnowIsLetGoAfterOneRead() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();
		int reads = this.bench.broker.historyReads();

		this.bench.broker.close();
		this.bench.channels.published(Bench.CHANNEL, new Publication(7, Payload.json("7"),
				new StreamPosition("of-yesterday", 3), Priority.NORMAL, null, Map.of(), 0));
		this.bench.loops.settle();
		for (int i = 0; i < 20; i++) {
			this.bench.broker.passOne();
			this.bench.loops.settle();
		}
		this.bench.broker.open();
		this.bench.publish(STREAM);
		this.bench.loops.settle();

		assertThat(this.bench.broker.historyReads() - reads).isEqualTo(1);
		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L, 4L);
		this.bench.loops.in(subscriber.loop(), subscriber::unsubscribe);
		this.bench.loops.pass(Duration.ofSeconds(10));
		assertThat(this.bench.size()).isZero();
	}

}
