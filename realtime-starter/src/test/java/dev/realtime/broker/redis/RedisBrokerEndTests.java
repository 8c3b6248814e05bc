package dev.realtime.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.broker.BrokerUnavailableException;
import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of what was just published when the application ends. */
class RedisBrokerEndTests {

	private static final ChannelName CHANNEL = ChannelName.of("end");

	private final RedisServer server = RedisServer.started();

	private final Redis redis = new Redis(RedisAddress.of(this.server.uri()),
			new RedisSettings(UUID.randomUUID().toString(), 64, RedisSettings.DEFAULTS.commandTimeout(),
					RedisSettings.DEFAULTS.probeInterval()));

	private final RedisBroker broker = new RedisBroker(this.redis);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whatWasHandedOverIsPublishedAndNothingMoreIsTaken() {
		this.redis.start();
		List<CompletableFuture<StreamPosition>> published = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			published.add(publish());
		}

		this.broker.close();
		this.redis.close();

		Set<Long> offsets = published.stream().map((each) -> each.join().offset()).collect(Collectors.toSet());
		assertThat(offsets).isEqualTo(LongStream.rangeClosed(1, 5000).boxed().collect(Collectors.toSet()));
		assertThatThrownBy(() -> publish().join()).hasCauseInstanceOf(BrokerUnavailableException.class)
			.hasMessageContaining("the application ends");
	}

	@Test
	void whatRedisDoesNotTakeInTimeFailsAndIsNotWaitedForForEver() {
		this.redis.start();
		publish().join();
		this.server.pause();
		CompletableFuture<StreamPosition> first = publish();
		CompletableFuture<StreamPosition> second = publish();

		long since = System.nanoTime();
		this.broker.close();
		this.redis.close();

		assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
		assertThat(first).failsWithin(Duration.ofSeconds(1));
		assertThat(second).failsWithin(Duration.ofSeconds(1));
		this.server.resume();
	}

	private CompletableFuture<StreamPosition> publish() {
		return this.broker
			.publish(new PublishRequest(CHANNEL, Payload.json("1"), Priority.NORMAL, null, Map.of(), null,
					new HistoryPolicy(10, Duration.ofMinutes(1))))
			.toCompletableFuture();
	}

}
