package dev.realtime.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.lettuce.core.RedisClient;

import dev.realtime.broker.Broker;
import dev.realtime.channel.ChannelRules;
import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.OrderBook;
import dev.realtime.cluster.SummaryBoard;
import dev.realtime.cluster.redis.RedisClientDirectory;
import dev.realtime.cluster.redis.RedisNodeBus;
import dev.realtime.cluster.redis.RedisNodeDirectory;
import dev.realtime.cluster.redis.RedisOrderBook;
import dev.realtime.cluster.redis.RedisSummaryBoard;
import dev.realtime.message.NodeId;
import dev.realtime.presence.PresenceStore;
import dev.realtime.presence.redis.RedisPresenceStore;
import dev.realtime.redis.Redis;
import dev.realtime.redis.lease.NodeLease;

/**
 * Makes the nodes that share a Redis one cluster: they know each other, each other's
 * clients and who is in which channel. An application without connections belongs to it
 * as well, reaches users, and cleans up after nodes that died.
 */
@AutoConfiguration(after = RealtimeRedisAutoConfiguration.class,
		before = { RealtimeClusterAutoConfiguration.class, RealtimeServletAutoConfiguration.class })
@ConditionalOnClass(RedisClient.class)
@ConditionalOnBean(Redis.class)
public final class RealtimeRedisClusterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	NodeLease realtimeNodeLease(Redis redis, NodeId self) {
		return new NodeLease(redis, self);
	}

	@Bean
	@ConditionalOnMissingBean(NodeDirectory.class)
	RedisNodeDirectory realtimeNodeDirectory(NodeLease lease) {
		return new RedisNodeDirectory(lease);
	}

	@Bean
	@ConditionalOnMissingBean(ClientDirectory.class)
	RedisClientDirectory realtimeClientDirectory(Redis redis, NodeLease lease) {
		return new RedisClientDirectory(redis, lease);
	}

	@Bean
	@ConditionalOnMissingBean(NodeBus.class)
	RedisNodeBus realtimeNodeBus(Redis redis, NodeDirectory nodes) {
		return new RedisNodeBus(redis, nodes);
	}

	@Bean
	@ConditionalOnMissingBean(OrderBook.class)
	RedisOrderBook realtimeOrderBook(Redis redis) {
		return new RedisOrderBook(redis);
	}

	@Bean
	@ConditionalOnMissingBean(SummaryBoard.class)
	RedisSummaryBoard realtimeSummaryBoard(Redis redis) {
		return new RedisSummaryBoard(redis);
	}

	@Bean
	@ConditionalOnMissingBean(PresenceStore.class)
	RedisPresenceStore realtimePresenceStore(Redis redis, NodeLease lease, ChannelRules rules, Broker broker) {
		RedisPresenceStore store = new RedisPresenceStore(redis, lease);
		store.whenSwept(new SweptLeaves(rules, broker));
		return store;
	}

	@Bean
	LeaseStarter realtimeLeaseStarter(NodeLease lease, ObjectProvider<ClientDirectory> directory,
			ObjectProvider<PresenceStore> presence) {
		return new LeaseStarter(lease, directory, presence);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimeLeaseStarterIsEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(LeaseStarter.class);
	}

}
