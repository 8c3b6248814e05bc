package dev.realtime.broker.redis;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.jspecify.annotations.Nullable;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerContract;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;

/** The contract of every broker, kept over Redis. */
class RedisBrokerTests extends BrokerContract {

	private @Nullable Redis redis;

	@Override
	protected Broker broker() {
		RedisSettings settings = new RedisSettings(UUID.randomUUID().toString(), 64,
				RedisSettings.DEFAULTS.commandTimeout(), RedisSettings.DEFAULTS.probeInterval());
		this.redis = new Redis(RedisAddress.of("redis://127.0.0.1:7379"), settings);
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
