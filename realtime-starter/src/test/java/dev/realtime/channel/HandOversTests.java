package dev.realtime.channel;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.realtime.latency.LatencyHistogram;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/** How old publications are when connections are given them. */
class HandOversTests {

	private static final ChannelRule STREAM = Bench.rule(RecoveryMode.STREAM, 8);

	private final Bench bench = new Bench(2);

	@Test
	void everyConnectionCountsForItself() {
		this.bench.subscribed(0, STREAM);
		this.bench.subscribed(1, STREAM);
		TestSubscriber lagging = this.bench.subscribed(1, STREAM);
		this.bench.loops.in(lagging.loop(), () -> lagging.room(false));

		this.bench.publish(STREAM);
		this.bench.loops.settle();
		assertThat(delivery().count()).isEqualTo(2);
		assertThat(delivery().countWithin(Duration.ofMillis(1))).isEqualTo(2);

		this.bench.loops.pass(Duration.ofMillis(400));
		this.bench.loops.in(lagging.loop(), () -> lagging.room(true));
		this.bench.loops.settle();

		assertThat(delivery().count()).isEqualTo(3);
		assertThat(delivery().percentile(100)).isBetween(Duration.ofMillis(360), Duration.ofMillis(500));
		assertThat(this.bench.channels.stats().delivery().totalNanos()).isBetween(Duration.ofMillis(400).toNanos(),
				Duration.ofMillis(460).toNanos());
	}

	@Test
	void whatIsJoinedCountsAsOldAsItsOldest() {
		TestSubscriber lagging = this.bench.subscribed(0, STREAM);
		this.bench.loops.in(lagging.loop(), () -> lagging.room(false));
		for (int i = 0; i < 4; i++) {
			this.bench.publish(STREAM);
			this.bench.loops.pass(Duration.ofMillis(50));
		}
		this.bench.loops.in(lagging.loop(), () -> lagging.room(true));
		this.bench.loops.settle();

		assertThat(delivery().count()).isEqualTo(4);
		assertThat(delivery().percentile(1)).isBetween(Duration.ofMillis(180), Duration.ofMillis(270));
	}

	@Test
	void whatAClientRecoversIsNoDelivery() {
		this.bench.subscribed(0, STREAM);
		this.bench.publish(STREAM, 5);
		this.bench.loops.settle();
		long before = delivery().count();
		this.bench.loops.pass(Duration.ofSeconds(30));

		TestSubscriber late = this.bench.subscriber(1);
		this.bench.subscribe(late, STREAM, new Recovery(true, new StreamPosition("", 0)));
		this.bench.loops.settle();

		assertThat(delivery().count()).isEqualTo(before);
	}

	@Test
	void subscriptionThatEndsLeavesNothingExpected() {
		TestSubscriber leaving = this.bench.subscribed(0, STREAM);
		this.bench.loops.in(leaving.loop(), () -> leaving.room(false));
		this.bench.publish(STREAM, 3);
		this.bench.loops.settle();
		ChannelStats stats = this.bench.channels.stats();
		assertThat(stats.expected()).isEqualTo(3);
		assertThat(stats.fanoutRatio()).isZero();

		this.bench.loops.in(leaving.loop(), leaving::unsubscribe);
		this.bench.loops.settle();

		assertThat(stats.abandoned()).isEqualTo(3);
		assertThat(stats.fanoutRatio()).isEqualTo(1);
	}

	private LatencyHistogram delivery() {
		return this.bench.channels.stats().delivery().snapshot();
	}

}
