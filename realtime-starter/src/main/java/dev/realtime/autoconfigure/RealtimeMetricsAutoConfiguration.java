package dev.realtime.autoconfigure;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.realtime.admission.Doorkeeper;
import dev.realtime.broker.redis.RedisBroker;
import dev.realtime.channel.ChannelPublisher;
import dev.realtime.channel.Channels;
import dev.realtime.channel.PublisherStats;
import dev.realtime.cluster.BusClients;
import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.redis.RedisNodeBus;
import dev.realtime.command.Commands;
import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.inspect.InspectionStats;
import dev.realtime.loop.LoopThreads;
import dev.realtime.metrics.ClusterMeters;
import dev.realtime.metrics.CommandMeters;
import dev.realtime.metrics.ConnectionMeters;
import dev.realtime.metrics.ControlMeters;
import dev.realtime.metrics.DeliveryMeters;
import dev.realtime.metrics.LoopMeters;
import dev.realtime.metrics.PublisherMeters;
import dev.realtime.metrics.RedisClusterMeters;
import dev.realtime.metrics.RedisMeters;
import dev.realtime.presence.redis.RedisPresenceStore;
import dev.realtime.redis.Redis;
import dev.realtime.session.Sessions;
import dev.realtime.transport.servlet.ServletTransport;

/**
 * Shows what is counted to whatever registries of meters there are.
 */
@AutoConfiguration(after = { RealtimeAutoConfiguration.class, RealtimeRedisClusterAutoConfiguration.class,
		RealtimeServletAutoConfiguration.class, RealtimeControlAutoConfiguration.class,
		RealtimeInspectionAutoConfiguration.class })
@ConditionalOnClass(MeterBinder.class)
public final class RealtimeMetricsAutoConfiguration {

	@Bean
	@ConditionalOnBean(ChannelPublisher.class)
	PublisherMeters realtimePublisherMeters(PublisherStats stats) {
		return new PublisherMeters(stats);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(Sessions.class)
	static class OfNode {

		@Bean
		ConnectionMeters realtimeConnectionMeters(Sessions sessions, Doorkeeper doorkeeper,
				ServletTransport transport) {
			return new ConnectionMeters(sessions.stats(), doorkeeper.stats(), transport.stats(), sessions.reconnects());
		}

		@Bean
		CommandMeters realtimeCommandMeters(Commands commands, Sessions sessions) {
			return new CommandMeters(commands.stats(), sessions.stats());
		}

		@Bean
		DeliveryMeters realtimeDeliveryMeters(Channels channels, Sessions sessions) {
			return new DeliveryMeters(channels.stats(), channels.tailBudget(), sessions.stats());
		}

		@Bean
		LoopMeters realtimeLoopMeters(LoopThreads threads) {
			return new LoopMeters(threads.loops());
		}

		@Bean
		ControlMeters realtimeControlMeters(OverloadControl overload, NodeDrain drain) {
			return new ControlMeters(overload, drain);
		}

		@Bean
		ClusterMeters realtimeClusterMeters(NodeDirectory nodes, ClientRegistrar clients, ClusterOverview overview,
				OrderWatch orders, BusReports reports, BusClients messages, InspectionStats inspection) {
			return new ClusterMeters(nodes, clients, overview, orders, reports, messages, inspection);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisClient.class)
	@ConditionalOnBean(RedisBroker.class)
	static class OfRedis {

		@Bean
		RedisMeters realtimeRedisMeters(Redis redis, RedisBroker broker) {
			return new RedisMeters(redis, broker.stats());
		}

		@Bean
		@ConditionalOnBean({ RedisPresenceStore.class, RedisNodeBus.class })
		RedisClusterMeters realtimeRedisClusterMeters(RedisPresenceStore presence, RedisNodeBus bus) {
			return new RedisClusterMeters(presence, bus);
		}

	}

}
