package dev.realtime.channel;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator lets channels matter more or less than their rules say. */
class PriorityOverridesTests {

	private static final ChannelRule RULE = Bench.rule(RecoveryMode.STREAM, 50);

	private final Bench bench = new Bench(2);

	@Test
	void firstPatternThatMatchesCounts() {
		PriorityOverrides overrides = new PriorityOverrides(
				List.of(override("match:42:*", Priority.LOW), override("match:**", Priority.CRITICAL)));

		assertThat(overrides.find(ChannelName.of("match:42:score"))).isEqualTo(Priority.LOW);
		assertThat(overrides.find(ChannelName.of("match:7:score"))).isEqualTo(Priority.CRITICAL);
		assertThat(overrides.find(ChannelName.of("ticker:x"))).isNull();
	}

	@Test
	void itTakesThePlaceOfTheRulesForThoseWhoAreThereAndThoseWhoCome() {
		TestSubscriber before = this.bench.subscribed(0, RULE);

		apply(Priority.LOW);
		TestSubscriber after = this.bench.subscribed(1, RULE);

		assertThat(before.subscription().priority()).isEqualTo(Priority.LOW);
		assertThat(after.subscription().priority()).isEqualTo(Priority.LOW);
		this.bench.apply(TrafficPolicy.NORMAL);
		assertThat(before.subscription().priority()).isEqualTo(Priority.NORMAL);
	}

	@Test
	void publicationThatIsMoreUrgentThanItsRuleStillLiftsTheSubscription() {
		apply(Priority.LOW);
		TestSubscriber subscriber = this.bench.subscribed(0, RULE);
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));

		this.bench.publish(RULE);
		this.bench.loops.settle();
		assertThat(subscriber.subscription().priority()).as("published as the rule asks for").isEqualTo(Priority.LOW);
		this.bench.publish(RULE, Priority.HIGH);
		this.bench.loops.settle();

		assertThat(subscriber.subscription().priority()).isEqualTo(Priority.HIGH);
	}

	@Test
	void changeWhileLaggingKeepsTheOrderInTheChannel() {
		TestSubscriber subscriber = this.bench.subscribed(0, RULE);
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		this.bench.publish(RULE, 3);
		this.bench.loops.settle();

		apply(Priority.CRITICAL);
		this.bench.publish(RULE, 2);
		this.bench.loops.settle();
		apply(Priority.LOW);
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L);
		assertThat(subscriber.problems()).isEmpty();
	}

	@Test
	void channelThatMattersLeastNowIsFrozenWhileTheNodeSheds() {
		TestSubscriber subscriber = this.bench.subscribed(0, RULE);
		this.bench.apply(new TrafficPolicy(false, true, overrides(Priority.LOW)));

		this.bench.publish(RULE, 3);
		this.bench.loops.settle();
		assertThat(subscriber.offsets()).isEmpty();

		this.bench.apply(new TrafficPolicy(false, true, overrides(Priority.HIGH)));
		assertThat(subscriber.offsets()).containsExactly(1L, 2L, 3L);
	}

	private void apply(Priority priority) {
		this.bench.apply(new TrafficPolicy(false, false, overrides(priority)));
	}

	private static PriorityOverrides overrides(Priority priority) {
		return new PriorityOverrides(List.of(override("match:**", priority)));
	}

	private static PriorityOverride override(String pattern, Priority priority) {
		return new PriorityOverride(ChannelPattern.of(pattern), priority);
	}

}
