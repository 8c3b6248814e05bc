package dev.realtime.broker.redis;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerContract;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisServer;

/** The contract of every broker, kept over Redis. */
class RedisBrokerTests extends BrokerContract {

	private static final RedisServer SERVER = RedisServer.started();

	private @Nullable Redis redis;

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Override
	protected Broker broker() {
		RedisSettings settings = new RedisSettings(UUID.randomUUID().toString(), 64,
				RedisSettings.DEFAULTS.commandTimeout(), RedisSettings.DEFAULTS.probeInterval());
		this.redis = new Redis(RedisAddress.of(SERVER.uri()), settings);
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
