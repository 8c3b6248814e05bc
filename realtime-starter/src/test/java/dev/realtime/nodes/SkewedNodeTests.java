package dev.realtime.nodes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

import dev.realtime.channel.ChannelStats;
import dev.realtime.channel.Channels;
import dev.realtime.loop.LoopThreads;
import dev.realtime.loop.Ticker;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Latencies of a node whose clock is wrong by seconds, on a Redis whose clock is right.
 */
class SkewedNodeTests {

	private static final int PUBLICATIONS = 20;

	private static final RedisServer SERVER = RedisServer.started();

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT10S", "PT-10S" })
	void latencyIsThatOfTheWayAndNotOfTheClocks(Duration skew) {
		try (TestNode node = start(skew, skew)) {
			ChannelStats stats = deliver(node);

			assertThat(node.bean(MeterRegistry.class).get("realtime.redis.clock.offset").timeGauge().value())
				.isCloseTo(-skew.toSeconds(), within(0.5));
			assertThat(stats.fanout().snapshot().percentile(100)).isLessThan(Duration.ofSeconds(2));
			assertThat(stats.delivery().snapshot().percentile(100)).isLessThan(Duration.ofSeconds(2));
			assertThat(stats.fanout().totalNanos()).isLessThan(Duration.ofSeconds(4).toNanos());
		}
	}

	/** What the estimate is for: with none the skew is in every latency. */
	@Test
	void withoutTheEstimateItWouldBeThatOfTheClocks() {
		try (TestNode node = start(Duration.ofSeconds(10), Duration.ZERO)) {
			ChannelStats stats = deliver(node);

			assertThat(stats.fanout().snapshot().percentile(1)).isGreaterThan(Duration.ofSeconds(8));
			assertThat(stats.delivery().snapshot().percentile(1)).isGreaterThan(Duration.ofSeconds(8));
		}
	}

	/** What has waited is old, however far behind the clock is that says so. */
	@Test
	void ageOfWhatHasWaitedIsSeenByAClockThatIsBehind() {
		Duration wait = Duration.ofSeconds(1);
		Duration skew = Duration.ofSeconds(-10);
		try (TestNode node = start(skew, skew, "realtime.channels[0].pattern=room:*",
				"realtime.channels[0].throttle=" + wait, "realtime.channels[0].throttle-always=true")) {
			ChannelStats stats = deliver(node);

			assertThat(stats.delivery().snapshot().percentile(100)).isBetween(wait.dividedBy(2), wait.multipliedBy(3));
		}
	}

	private static ChannelStats deliver(TestNode node) {
		ChannelStats stats = node.bean(Channels.class).stats();
		try (PlainClient client = node.client("ann")) {
			client.subscribe("room:1");
			for (int i = 0; i < PUBLICATIONS; i++) {
				node.publisher().publish("room:1", i).toCompletableFuture().join();
			}
			await().untilAsserted(() -> {
				assertThat(stats.fanout().snapshot().count()).isEqualTo(PUBLICATIONS);
				assertThat(stats.delivery().snapshot().count()).isEqualTo(PUBLICATIONS);
			});
		}
		return stats;
	}

	private static TestNode start(Duration skew, Duration skewThatIsCompared, String... properties) {
		return TestNode.start(changed(skew, skewThatIsCompared), "one", SERVER.uri(), UUID.randomUUID().toString(),
				properties);
	}

	private static ApplicationContextInitializer<GenericApplicationContext> changed(Duration skew,
			Duration skewThatIsCompared) {
		InstantSource compared = InstantSource.offset(InstantSource.system(), skewThatIsCompared);
		return (context) -> {
			context.registerBean(Redis.class, () -> connected(context, compared));
			context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
				@Override
				public Object postProcessBeforeInitialization(Object bean, String name) {
					return (bean instanceof LoopThreads) ? new LoopThreads(2, new SkewedTicker(skew)) : bean;
				}
			});
		};
	}

	private static Redis connected(GenericApplicationContext context, InstantSource clock) {
		String cluster = context.getEnvironment().getRequiredProperty("realtime.cluster.name");
		Redis redis = new Redis(RedisAddress.of(SERVER.uri()),
				new RedisSettings(cluster, RedisSettings.DEFAULTS.shards(), RedisSettings.DEFAULTS.commandTimeout(),
						RedisSettings.DEFAULTS.probeInterval()),
				clock);
		redis.start();
		return redis;
	}

	/** A clock that is wrong, and goes as fast as any. */
	private record SkewedTicker(Duration skew) implements Ticker {

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return Instant.now().plus(this.skew).toEpochMilli();
		}

	}

}
