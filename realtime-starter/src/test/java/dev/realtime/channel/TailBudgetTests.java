package dev.realtime.channel;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/** All tails of a node together take a bounded amount of memory. */
class TailBudgetTests {

	private static final long BUDGET = 400_000;

	private static final ChannelRule RULE = Bench.rule(RecoveryMode.STREAM, 1000);

	private static final String KILOBYTE = "\"" + "x".repeat(1000) + "\"";

	private final Bench bench = new Bench(2, new ChannelSettings(Duration.ofSeconds(5), 1024, 1024 * 1024, BUDGET));

	private final TailBudget budget = this.bench.channels.tailBudget();

	@Test
	void tailsAreCountedAndGivenBack() {
		TestSubscriber subscriber = subscribe("a");

		publish("a", 50);
		assertThat(this.budget.usedBytes()).isBetween(100_000L, 120_000L);
		this.bench.loops.in(subscriber.loop(), subscriber::unsubscribe);
		this.bench.loops.pass(Duration.ofSeconds(6));

		assertThat(this.bench.size()).isZero();
		assertThat(this.budget.usedBytes()).isZero();
	}

	@Test
	void everyTailIsKeptShortWhenAllTogetherAreTooLarge() {
		for (int i = 0; i < 10; i++) {
			subscribe("channel:" + i);
			publish("channel:" + i, 50);
		}

		assertThat(this.budget.usedBytes()).isLessThan(BUDGET);
		assertThat(this.budget.limitBytes()).isEqualTo(BUDGET);
	}

	@Test
	void budgetThatIsExceededIsSaidSoUntilATenthIsFree() {
		TailBudget small = new TailBudget(1000, () -> {
		});

		small.changed(1001);
		assertThat(small.isExceeded()).isTrue();
		small.changed(-50);
		assertThat(small.isExceeded()).isTrue();
		small.changed(-52);
		assertThat(small.isExceeded()).isFalse();
	}

	@Test
	void whoLagsReadsFromHistoryWhatItsTailCouldNotKeep() {
		TestSubscriber subscriber = subscribe("a");
		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(false));
		publish("a", 300);
		assertThat(subscriber.offsets()).isEmpty();

		this.bench.loops.in(subscriber.loop(), () -> subscriber.room(true));
		this.bench.loops.settle();

		assertThat(subscriber.offsets()).hasSize(300);
		assertThat(subscriber.problems()).isEmpty();
		assertThat(this.bench.channels.stats().catchUps()).isPositive();
	}

	private TestSubscriber subscribe(String channel) {
		TestSubscriber subscriber = this.bench.subscriber(0);
		this.bench.loops.in(subscriber.loop(),
				() -> subscriber.subscribe(ChannelName.of(channel), RULE, Recovery.NONE));
		this.bench.loops.settle();
		return subscriber;
	}

	private void publish(String channel, int count) {
		for (int i = 0; i < count; i++) {
			this.bench.broker.publish(new PublishRequest(ChannelName.of(channel), Payload.json(KILOBYTE),
					RULE.priority(), null, Map.of(), null, RULE.history()));
		}
		this.bench.loops.settle();
	}

}
