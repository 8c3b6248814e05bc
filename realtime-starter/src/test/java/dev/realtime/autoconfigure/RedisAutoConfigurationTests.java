package dev.realtime.autoconfigure;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import dev.realtime.RealtimePublisher;
import dev.realtime.broker.Broker;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.broker.redis.RedisBroker;
import dev.realtime.health.RedisHealthIndicator;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which broker an application gets, and what it is told when that cannot be. */
@ExtendWith(OutputCaptureExtension.class)
class RedisAutoConfigurationTests {

	private static final RedisServer SERVER = RedisServer.started();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, RealtimeRedisAutoConfiguration.class,
				RealtimeAutoConfiguration.class, RealtimeHealthAutoConfiguration.class))
		.withPropertyValues("realtime.cluster.name=" + UUID.randomUUID());

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	void namedRedisCarriesPublications() {
		this.application.withPropertyValues("spring.data.redis.url=" + SERVER.uri()).run((context) -> {
			assertThat(context).hasSingleBean(RedisBroker.class).doesNotHaveBean(MemoryBroker.class);
			assertThat(context.getBean(RealtimePublisher.class).publish("news", "hello").toCompletableFuture())
				.succeedsWithin(5, TimeUnit.SECONDS)
				.satisfies((position) -> assertThat(position.offset()).isEqualTo(1));
			assertThat(context.getBean(RedisHealthIndicator.class).health()).isNotNull()
				.extracting(Health::getStatus)
				.isEqualTo(Status.UP);
		});
	}

	@Test
	void hostAloneNamesARedis() {
		this.application
			.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + SERVER.port())
			.run((context) -> assertThat(context).hasSingleBean(RedisBroker.class));
	}

	@Test
	void connectionFactoryOfTheApplicationNamesARedis() {
		this.application
			.withBean("redis", LettuceConnectionFactory.class,
					() -> new LettuceConnectionFactory("127.0.0.1", SERVER.port()))
			.run((context) -> assertThat(context).hasSingleBean(RedisBroker.class));
	}

	@Test
	void unnamedRedisIsNotUsedAndAWarningSaysSo(CapturedOutput output) {
		this.application.run((context) -> {
			assertThat(context).hasSingleBean(MemoryBroker.class).doesNotHaveBean(RedisBroker.class);
			assertThat(output).contains("no Redis is named").contains("realtime.broker=memory");
		});
	}

	@Test
	void memoryWhereMemoryIsMeant(CapturedOutput output) {
		this.application.withPropertyValues("realtime.broker=memory", "spring.data.redis.url=" + SERVER.uri())
			.run((context) -> {
				assertThat(context).hasSingleBean(MemoryBroker.class);
				assertThat(output).doesNotContain("no Redis is named");
			});
	}

	@Test
	void brokerOfTheApplicationIsLeftAlone() {
		MemoryBroker own = new MemoryBroker(System::currentTimeMillis);
		this.application.withBean("own", Broker.class, () -> own)
			.withPropertyValues("spring.data.redis.url=" + SERVER.uri())
			.run((context) -> assertThat(context.getBean(Broker.class)).isSameAs(own));
	}

	@Test
	void withoutRedisOnTheClassPathThereIsMemory(CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(RealtimeRedisAutoConfiguration.class, RealtimeAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.lettuce", "org.springframework.data.redis",
					"org.springframework.boot.data.redis"))
			.run((context) -> {
				assertThat(context).hasSingleBean(MemoryBroker.class);
				assertThat(output).doesNotContain("no Redis is named");
			});
	}

	@Test
	void redisThatIsWantedAndNotOnTheClassPathIsRefused() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(RealtimeRedisAutoConfiguration.class, RealtimeAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(RedisClient.class))
			.withPropertyValues("realtime.broker=redis")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("spring-boot-starter-data-redis"));
	}

	@Test
	void twoConnectionFactoriesNeedAChoice() {
		ApplicationContextRunner two = this.application.withPropertyValues("realtime.broker=redis")
			.withBean("here", LettuceConnectionFactory.class,
					() -> new LettuceConnectionFactory("127.0.0.1", SERVER.port()))
			.withBean("there", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("127.0.0.1", 1));

		two.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.hasMessageContaining("realtime.redis.connection-factory"));
		two.withPropertyValues("realtime.redis.connection-factory=here")
			.run((context) -> assertThat(context).hasSingleBean(RedisBroker.class));
		two.withPropertyValues("realtime.redis.connection-factory=nowhere")
			.run((context) -> assertThat(context).hasFailed().getFailure().hasMessageContaining("nowhere"));
	}

	@Test
	void anotherNumberOfShardsIsRefused() {
		ApplicationContextRunner node = this.application.withPropertyValues("spring.data.redis.url=" + SERVER.uri(),
				"realtime.cluster.name=sharded");

		node.run((context) -> assertThat(context).hasNotFailed());
		node.withPropertyValues("realtime.redis.shards=32")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("was started with 64")
				.hasMessageContaining("realtime.redis.shards is 32"));
	}

	@Test
	void nodeStartsWithoutRedisAndFindsItLater() {
		RedisServer late = RedisServer.started();
		late.kill();
		try {
			this.application.withPropertyValues("spring.data.redis.url=" + late.uri()).run((context) -> {
				assertThat(context).hasSingleBean(RedisBroker.class);
				Health away = context.getBean(RedisHealthIndicator.class).health();
				assertThat(away).isNotNull();
				assertThat(away.getStatus()).isEqualTo(Status.DOWN);
				assertThat(away.getDetails().get("trouble")).asString().contains("127.0.0.1:" + late.port());

				late.start();

				await().until(() -> isUp(context.getBean(RedisHealthIndicator.class)));
				assertThat(context.getBean(RealtimePublisher.class).publish("news", "hello").toCompletableFuture())
					.succeedsWithin(5, TimeUnit.SECONDS);
			});
		}
		finally {
			late.close();
		}
	}

	@Test
	void metersTellWhetherRedisCanBeUsed() {
		RedisServer own = RedisServer.started();
		try {
			this.application.withConfiguration(AutoConfigurations.of(RealtimeMetricsAutoConfiguration.class))
				.withPropertyValues("spring.data.redis.url=" + own.uri())
				.run((context) -> {
					SimpleMeterRegistry registry = new SimpleMeterRegistry();
					context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
					assertThat(registry.get("realtime.redis.up").gauge().value()).isEqualTo(1);
					assertThat(context.getBean(RealtimePublisher.class).publish("news", "hello").toCompletableFuture())
						.succeedsWithin(5, TimeUnit.SECONDS);
					assertThat(registry.get("realtime.broker.published").functionCounter().count()).isEqualTo(1);

					own.kill();

					await().until(() -> registry.get("realtime.redis.up").gauge().value() == 0);
					assertThat(context.getBean(RealtimePublisher.class).publish("news", "hello").toCompletableFuture())
						.failsWithin(1, TimeUnit.SECONDS)
						.withThrowableThat()
						.withMessageContaining("127.0.0.1:" + own.port());
					assertThat(registry.get("realtime.broker.failed").functionCounter().count()).isEqualTo(1);
				});
		}
		finally {
			own.close();
		}
	}

	private static boolean isUp(RedisHealthIndicator indicator) {
		Health health = indicator.health();
		return health != null && health.getStatus().equals(Status.UP);
	}

}
