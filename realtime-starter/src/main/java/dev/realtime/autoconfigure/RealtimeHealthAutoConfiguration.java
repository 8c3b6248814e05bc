package dev.realtime.autoconfigure;

import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.realtime.broker.Broker;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.health.NodeHealthIndicator;
import dev.realtime.health.RedisHealthIndicator;
import dev.realtime.message.NodeId;
import dev.realtime.presence.redis.RedisPresenceStore;
import dev.realtime.redis.Redis;
import dev.realtime.redis.lease.NodeLease;

/**
 * Tells Spring Boot how a node is, or an application that only publishes to Redis.
 */
@AutoConfiguration(after = { RealtimeRedisClusterAutoConfiguration.class, RealtimeServletAutoConfiguration.class,
		RealtimeControlAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("realtime")
public final class RealtimeHealthAutoConfiguration {

	private static final String NAME = "realtimeHealthIndicator";

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisClient.class)
	@ConditionalOnBean(Redis.class)
	@ConditionalOnMissingBean(name = NAME)
	static class OnRedis {

		@Bean(NAME)
		@ConditionalOnBean(NodeDrain.class)
		NodeHealthIndicator node(NodeId self, OverloadControl overload, NodeDrain drain, Redis redis,
				ObjectProvider<NodeLease> lease, ObjectProvider<RedisPresenceStore> presence,
				ObjectProvider<ClientRegistrar> clients) {
			return new NodeHealthIndicator(self, "redis", overload, drain, indicator(redis, lease, presence, clients));
		}

		@Bean(NAME)
		@ConditionalOnMissingBean(NodeDrain.class)
		RedisHealthIndicator publisher(Redis redis, ObjectProvider<NodeLease> lease,
				ObjectProvider<RedisPresenceStore> presence, ObjectProvider<ClientRegistrar> clients) {
			return indicator(redis, lease, presence, clients);
		}

		private static RedisHealthIndicator indicator(Redis redis, ObjectProvider<NodeLease> lease,
				ObjectProvider<RedisPresenceStore> presence, ObjectProvider<ClientRegistrar> clients) {
			NodeLease held = lease.getIfAvailable();
			RedisPresenceStore store = presence.getIfAvailable();
			ClientRegistrar registrar = clients.getIfAvailable();
			return new RedisHealthIndicator(redis, () -> held == null || held.isHeld(),
					() -> ((store != null) ? store.behind() : 0) + ((registrar != null) ? registrar.behind() : 0));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(NodeDrain.class)
	@ConditionalOnMissingBean(name = NAME, type = "dev.realtime.redis.Redis")
	static class OfOneNode {

		@Bean(NAME)
		NodeHealthIndicator node(NodeId self, Broker broker, OverloadControl overload, NodeDrain drain) {
			return new NodeHealthIndicator(self, (broker instanceof MemoryBroker) ? "memory" : "of the application",
					overload, drain, null);
		}

	}

}
