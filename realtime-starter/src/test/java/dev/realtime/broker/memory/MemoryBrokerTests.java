package dev.realtime.broker.memory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerContract;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The embedded broker.
 */
class MemoryBrokerTests extends BrokerContract {

	private final AtomicLong now = new AtomicLong(1_000_000);

	@Override
	protected Broker broker() {
		return new MemoryBroker(System::currentTimeMillis);
	}

	@Test
	void publicationsExpireAndTheirPositionStays() {
		MemoryBroker broker = new MemoryBroker(this.now::get);
		StreamPosition published = publish(broker, CHANNEL, null);

		this.now.addAndGet(TEN.ttl().toMillis());

		HistoryPage page = broker.history(CHANNEL, HistoryQuery.newest(10)).toCompletableFuture().join();
		assertThat(page.publications()).isEmpty();
		assertThat(page.position()).isEqualTo(published);
		assertThat(publish(broker, CHANNEL, null).offset()).isEqualTo(2);
	}

	@Test
	void idempotencyKeyIsForgottenAfterFiveMinutes() {
		MemoryBroker broker = new MemoryBroker(this.now::get);
		publish(broker, CHANNEL, "key");

		this.now.addAndGet(Duration.ofMinutes(5).toMillis() - 1);
		assertThat(publish(broker, CHANNEL, "key").offset()).isEqualTo(1);
		this.now.addAndGet(1);
		assertThat(publish(broker, CHANNEL, "key").offset()).isEqualTo(2);
	}

	@Test
	void channelIsForgottenAWeekAfterItsLastUseAndNotWhileSubscribed() {
		MemoryBroker broker = new MemoryBroker(this.now::get);
		StreamPosition before = publish(broker, CHANNEL, null);
		broker.subscribe(CHANNEL);
		this.now.addAndGet(Duration.ofDays(30).toMillis());
		broker.sweep();
		assertThat(broker.size()).isEqualTo(1);

		broker.unsubscribe(CHANNEL);
		this.now.addAndGet(Duration.ofDays(7).toMillis());
		broker.sweep();

		assertThat(broker.size()).isZero();
		assertThat(publish(broker, CHANNEL, null).epoch()).isNotEqualTo(before.epoch());
	}

	@Test
	void namesThatAreOnlySubscribedToDoNotPileUp() {
		MemoryBroker broker = new MemoryBroker(this.now::get);

		for (int i = 0; i < 100_000; i++) {
			ChannelName channel = ChannelName.of("made-up:" + i);
			broker.subscribe(channel);
			broker.history(channel, HistoryQuery.newest(1));
			broker.unsubscribe(channel);
			this.now.addAndGet(20);
		}

		// Ten minutes' worth at one every 20 ms, and what the sweep has not come to yet.
		assertThat(broker.size()).isLessThan(60_000);
	}

	private static StreamPosition publish(MemoryBroker broker, ChannelName channel, @Nullable String key) {
		return broker.publish(new PublishRequest(channel, Payload.json("1"), Priority.NORMAL, null, Map.of(), key, TEN))
			.toCompletableFuture()
			.join();
	}

}
