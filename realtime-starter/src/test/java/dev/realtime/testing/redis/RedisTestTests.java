package dev.realtime.testing.redis;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where tests get their Redis. */
@RedisTest
class RedisTestTests {

	@Test
	void namedOneComesBeforeAllOthers() {
		try (TestRedis redis = TestRedis.find(Map.of(TestRedis.VARIABLE, "redis://elsewhere:1"), () -> {
			throw new AssertionError("Nobody asks for Docker");
		})) {
			assertThat(redis.uri()).isEqualTo("redis://elsewhere:1");
		}
	}

	@Test
	void withoutNameAndDockerThereIsTheBinary() {
		try (TestRedis redis = TestRedis.find(Map.of(TestRedis.VARIABLE, " "), () -> false)) {
			assertThat(redis.uri()).startsWith("redis://127.0.0.1:");
		}
	}

	@Test
	void oneServerForAllMethodsOfAClass(RedisServer first, RedisServer second,
			@RedisOptions({ "--appendonly", "yes" }) RedisServer other) {
		assertThat(second).isSameAs(first);
		assertThat(other).isNotSameAs(first);
		assertThat(first.command("CONFIG GET appendonly")).contains("no");
		assertThat(other.command("CONFIG GET appendonly")).contains("yes");
	}

	@Test
	void sharedOneIsThere(TestRedis redis, TestRedis again) {
		assertThat(again).isSameAs(redis);
		assertThat(redis.uri()).startsWith("redis");
	}

}
