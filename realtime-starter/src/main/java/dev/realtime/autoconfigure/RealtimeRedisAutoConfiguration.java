package dev.realtime.autoconfigure;

import java.util.Map;

import io.lettuce.core.RedisClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import dev.realtime.broker.Broker;
import dev.realtime.broker.redis.RedisBroker;
import dev.realtime.control.RedisSense;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;

/**
 * Makes Redis carry publications between nodes, over a client of its own that is made
 * from the application's connection factory.
 */
@AutoConfiguration(before = RealtimeAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass({ RedisClient.class, LettuceConnectionFactory.class, DataRedisConnectionDetails.class })
@Conditional(OnRedisBroker.class)
@EnableConfigurationProperties(RealtimeProperties.class)
public final class RealtimeRedisAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean({ Broker.class, Redis.class })
	Redis realtimeRedis(ListableBeanFactory beans, RealtimeProperties properties) {
		RealtimeProperties.Redis configured = properties.redis();
		LettuceConnectionFactory factory = factory(beans, configured.connectionFactory());
		Redis redis = new Redis(RedisAddress.of(factory), new RedisSettings(properties.cluster().name(),
				configured.shards(), configured.commandTimeout(), configured.probeInterval()));
		try {
			redis.start();
		}
		catch (IllegalStateException ex) {
			redis.close();
			throw ex;
		}
		return redis;
	}

	@Bean
	@ConditionalOnMissingBean(Broker.class)
	RedisBroker realtimeBroker(Redis redis) {
		return new RedisBroker(redis);
	}

	@Bean
	@ConditionalOnBean(Redis.class)
	RedisSense realtimeRedisSense(Redis redis) {
		return new FeltRedis(redis);
	}

	private static LettuceConnectionFactory factory(ListableBeanFactory beans, @Nullable String name) {
		Map<String, RedisConnectionFactory> factories = beans.getBeansOfType(RedisConnectionFactory.class);
		if (name != null && !factories.containsKey(name)) {
			throw new IllegalStateException("realtime.redis.connection-factory is '" + name
					+ "', but the connection factories are " + factories.keySet() + ": name one of them");
		}
		if (name == null && factories.size() != 1) {
			throw new IllegalStateException("realtime.broker needs one Redis connection factory, and there are "
					+ factories.size() + " " + factories.keySet()
					+ ": name one in realtime.redis.connection-factory, or set " + "realtime.broker=memory");
		}
		RedisConnectionFactory found = (name != null) ? factories.get(name) : factories.values().iterator().next();
		if (found instanceof LettuceConnectionFactory lettuce) {
			return lettuce;
		}
		throw new IllegalStateException("realtime.broker works with Lettuce only, and the connection factory is a "
				+ found.getClass().getSimpleName() + ": remove spring.data.redis.client-type=jedis and let Boot's "
				+ "Redis starter bring Lettuce, or set realtime.broker=memory");
	}

}
