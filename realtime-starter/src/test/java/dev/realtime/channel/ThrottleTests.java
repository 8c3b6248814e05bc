package dev.realtime.channel;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.realtime.message.Priority;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Channels whose subscribers are served once per window, or not at all for a while. */
class ThrottleTests {

	private static final Duration WINDOW = Duration.ofSeconds(2);

	/** A loop's timers are late by up to a tick, and never early. */
	private static final Duration JUST_BEFORE = WINDOW.minusMillis(100);

	private static final Duration TICKS = Duration.ofMillis(200);

	private static final TrafficPolicy THROTTLING = new TrafficPolicy(true, false, PriorityOverrides.NONE);

	private static final TrafficPolicy SHEDDING = new TrafficPolicy(true, true, PriorityOverrides.NONE);

	private static final ChannelRule STREAM = throttled(Bench.rule(RecoveryMode.STREAM, 50), false);

	private final Bench bench = new Bench(2, new ChannelSettings(Duration.ofSeconds(5), 64, 1024 * 1024, 64L << 20));

	@Test
	void publicationAfterAPauseIsServedAtOnceAndWhatFollowsOncePerWindow() {
		this.bench.apply(THROTTLING);
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);

		publish(STREAM, 5);
		assertThat(subscriber.offsets()).containsExactly(1L);
		this.bench.loops.pass(JUST_BEFORE);
		publish(STREAM, 5);
		assertThat(subscriber.offsets()).containsExactly(1L);

		this.bench.loops.pass(TICKS);
		assertThat(subscriber.offsets()).isEqualTo(upTo(10));
		assertThat(subscriber.frames()).as("one joined frame for the window").isEqualTo(2);

		publish(STREAM, 1);
		assertThat(subscriber.offsets()).as("a window follows on a window").isEqualTo(upTo(10));
		this.bench.loops.pass(WINDOW.plus(TICKS));
		assertThat(subscriber.offsets()).isEqualTo(upTo(11));
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void pauseOfAWindowEndsIt() {
		this.bench.apply(THROTTLING);
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publish(STREAM, 1);

		this.bench.loops.pass(WINDOW.plus(TICKS));
		publish(STREAM, 1);

		assertThat(subscriber.offsets()).isEqualTo(upTo(2));
	}

	@Test
	void nothingIsThrottledWhileTheNodeIsNot() {
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);

		publish(STREAM, 5);

		assertThat(subscriber.offsets()).isEqualTo(upTo(5));
	}

	@Test
	void alwaysIsAlways() {
		ChannelRule rule = throttled(Bench.rule(RecoveryMode.STREAM, 50), true);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);

		publish(rule, 1);
		publish(rule, 4);

		assertThat(subscriber.offsets()).containsExactly(1L);
		this.bench.loops.pass(WINDOW.plus(TICKS));
		assertThat(subscriber.offsets()).isEqualTo(upTo(5));
	}

	@Test
	void whatIsCriticalEndsTheWaitOfItsElders() {
		this.bench.apply(THROTTLING);
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publish(STREAM, 3);

		this.bench.publish(STREAM, Priority.CRITICAL);
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).isEqualTo(upTo(4));
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void whereOnlyTheNewestCountsAWindowIsOnePublication() {
		ChannelRule rule = Bench.shaped(Bench.rule(RecoveryMode.CACHE, 10),
				new Shaping(false, true, WINDOW, false, Overflow.NEWEST));
		this.bench.apply(THROTTLING);
		TestSubscriber subscriber = this.bench.subscribed(0, rule);
		publish(rule, 1);

		publish(rule, 20);
		this.bench.loops.pass(WINDOW.plus(TICKS));

		assertThat(subscriber.offsets()).containsExactly(1L, 21L);
		assertThat(this.bench.channels.stats().skipped()).isEqualTo(19);
	}

	@Test
	void whoComesInAWindowBeginsWhereTheChannelStands() {
		this.bench.apply(THROTTLING);
		this.bench.subscribed(0, STREAM);
		publish(STREAM, 5);

		TestSubscriber late = this.bench.subscribed(0, STREAM);
		TestSubscriber recovering = this.bench.subscriber(0);
		this.bench.subscribe(recovering, STREAM, new Recovery(true, late.position().at(2)));
		this.bench.loops.settle();
		publish(STREAM, 1);
		this.bench.loops.pass(WINDOW.plus(TICKS));

		assertThat(late.offsets()).containsExactly(6L);
		assertThat(recovering.offsets()).containsExactly(3L, 4L, 5L, 6L);
		assertThat(late.problems()).isEmpty();
		assertThat(recovering.problems()).isEmpty();
	}

	@Test
	void throttleThatEndsLetsTheWindowRunOut() {
		this.bench.apply(THROTTLING);
		TestSubscriber subscriber = this.bench.subscribed(0, STREAM);
		publish(STREAM, 3);

		this.bench.apply(TrafficPolicy.NORMAL);
		assertThat(subscriber.offsets()).containsExactly(1L);
		this.bench.loops.pass(WINDOW.plus(TICKS));
		assertThat(subscriber.offsets()).isEqualTo(upTo(3));
		publish(STREAM, 2);
		assertThat(subscriber.offsets()).isEqualTo(upTo(5));
	}

	@Test
	void whatMattersLeastIsFrozenWhileTheNodeShedsAndComesInOrderAfterwards() {
		ChannelRule low = Bench.prioritized(Bench.rule(RecoveryMode.STREAM, 50), Priority.LOW);
		TestSubscriber subscriber = this.bench.subscribed(0, low);
		publish(low, 2);

		this.bench.apply(SHEDDING);
		publish(low, 20);
		assertThat(subscriber.offsets()).isEqualTo(upTo(2));

		this.bench.apply(TrafficPolicy.NORMAL);
		assertThat(subscriber.offsets()).isEqualTo(upTo(22));
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void frozenChannelWithoutRecoveryGoesOnWithWhatIsLeftOfIt() {
		ChannelRule low = Bench.prioritized(Bench.rule(RecoveryMode.NONE, 0), Priority.LOW);
		TestSubscriber subscriber = this.bench.subscribed(0, low);
		this.bench.apply(SHEDDING);

		publish(low, 100);
		this.bench.apply(TrafficPolicy.NORMAL);

		assertThat(subscriber.payloads()).hasSize(64).last().isEqualTo("100");
		assertThat(this.bench.channels.stats().skipped()).isEqualTo(36);
	}

	@Test
	void whatMattersMoreIsNotFrozen() {
		TestSubscriber subscriber = this.bench.subscribed(0, Bench.rule(RecoveryMode.STREAM, 50));
		this.bench.apply(SHEDDING);

		publish(Bench.rule(RecoveryMode.STREAM, 50), 3);

		assertThat(subscriber.offsets()).isEqualTo(upTo(3));
	}

	@Test
	void windowMustMakeSense() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Shaping(false, false, Duration.ofMillis(1), false, Overflow.SKIP))
			.withMessageContaining("throttle is 1 ms; allowed is 100 ms to 60 s");
		assertThatIllegalArgumentException().isThrownBy(() -> new Shaping(false, false, null, true, Overflow.SKIP))
			.withMessageContaining("throttle-always is set, but throttle is not");
	}

	private void publish(ChannelRule rule, int count) {
		this.bench.publish(rule, count);
		this.bench.loops.settle();
	}

	private static List<Long> upTo(long last) {
		return LongStream.rangeClosed(1, last).boxed().toList();
	}

	private static ChannelRule throttled(ChannelRule rule, boolean always) {
		return Bench.shaped(rule, new Shaping(false, false, WINDOW, always, rule.shaping().overflow()));
	}

}
