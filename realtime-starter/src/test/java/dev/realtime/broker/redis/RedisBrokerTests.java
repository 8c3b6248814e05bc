package dev.realtime.broker.redis;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerContract;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisTest;
import dev.realtime.testing.redis.TestRedis;

/** The contract of every broker, kept over Redis. */
@RedisTest
class RedisBrokerTests extends BrokerContract {

	private final TestRedis server;

	private @Nullable Redis redis;

	RedisBrokerTests(TestRedis server) {
		this.server = server;
	}

	@Override
	protected Broker broker() {
		RedisSettings settings = new RedisSettings(UUID.randomUUID().toString(), 64,
				RedisSettings.DEFAULTS.commandTimeout(), RedisSettings.DEFAULTS.probeInterval());
		this.redis = new Redis(RedisAddress.of(this.server.uri()), settings);
		this.redis.start();
		return new RedisBroker(this.redis);
	}

	@AfterEach
	void close() {
		if (this.redis != null) {
			this.redis.close();
		}
	}

}
