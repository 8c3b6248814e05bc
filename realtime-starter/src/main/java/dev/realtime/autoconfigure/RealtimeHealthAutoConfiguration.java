package dev.realtime.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.realtime.health.RedisHealthIndicator;
import dev.realtime.redis.Redis;

/**
 * Tells Spring Boot how a node that depends on Redis is.
 */
@AutoConfiguration(after = RealtimeRedisAutoConfiguration.class)
@ConditionalOnClass(value = { HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class },
		name = "io.lettuce.core.RedisClient")
@ConditionalOnBean(Redis.class)
public final class RealtimeHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("realtime")
	@ConditionalOnMissingBean(name = "realtimeHealthIndicator")
	RedisHealthIndicator realtimeHealthIndicator(Redis redis) {
		return new RedisHealthIndicator(redis);
	}

}
