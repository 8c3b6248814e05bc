package dev.realtime.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.health.RedisHealthIndicator;
import dev.realtime.presence.redis.RedisPresenceStore;
import dev.realtime.redis.Redis;
import dev.realtime.redis.lease.NodeLease;

/**
 * Tells Spring Boot how a node that depends on Redis is.
 */
@AutoConfiguration(after = { RealtimeRedisClusterAutoConfiguration.class, RealtimeServletAutoConfiguration.class })
@ConditionalOnClass(value = { HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class },
		name = "io.lettuce.core.RedisClient")
@ConditionalOnBean(Redis.class)
public final class RealtimeHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("realtime")
	@ConditionalOnMissingBean(name = "realtimeHealthIndicator")
	RedisHealthIndicator realtimeHealthIndicator(Redis redis, ObjectProvider<NodeLease> lease,
			ObjectProvider<RedisPresenceStore> presence, ObjectProvider<ClientRegistrar> clients) {
		NodeLease held = lease.getIfAvailable();
		RedisPresenceStore store = presence.getIfAvailable();
		ClientRegistrar registrar = clients.getIfAvailable();
		return new RedisHealthIndicator(redis, () -> held == null || held.isHeld(),
				() -> ((store != null) ? store.behind() : 0) + ((registrar != null) ? registrar.behind() : 0));
	}

}
