package dev.realtime.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.PersonalChannels;
import dev.realtime.RealtimeClients;
import dev.realtime.RealtimePublisher;
import dev.realtime.cluster.BusClients;
import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.ClusterClients;
import dev.realtime.cluster.LocalClients;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.OrderBook;
import dev.realtime.cluster.OrderNews;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.SummaryBoard;
import dev.realtime.cluster.memory.MemoryClientDirectory;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.cluster.memory.MemoryOrderBook;
import dev.realtime.cluster.memory.MemorySummaryBoard;
import dev.realtime.message.NodeId;

/**
 * Makes every application a node of a cluster, of a cluster of one unless something else
 * is configured, and lets it reach its users there.
 */
@AutoConfiguration(after = RealtimeAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
public final class RealtimeClusterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	NodeId realtimeNodeId(RealtimeProperties properties, Environment environment) {
		return NodeNames.id(properties.node().name(), environment);
	}

	/** Does not keep a cluster elsewhere from being used: nothing joins it then. */
	@Bean
	@ConditionalOnMissingBean
	MemoryCluster realtimeMemoryCluster() {
		return new MemoryCluster(System::currentTimeMillis);
	}

	@Bean
	@ConditionalOnMissingBean(NodeDirectory.class)
	MemoryNodeDirectory realtimeNodeDirectory(MemoryCluster cluster, NodeId self) {
		return new MemoryNodeDirectory(cluster, self);
	}

	@Bean
	@ConditionalOnMissingBean(ClientDirectory.class)
	MemoryClientDirectory realtimeClientDirectory(MemoryCluster cluster, NodeId self) {
		return new MemoryClientDirectory(cluster, self);
	}

	@Bean
	@ConditionalOnMissingBean(NodeBus.class)
	MemoryNodeBus realtimeNodeBus(MemoryCluster cluster, NodeDirectory nodes) {
		return MemoryNodeBus.join(cluster, nodes);
	}

	@Bean
	@ConditionalOnMissingBean(OrderBook.class)
	MemoryOrderBook realtimeOrderBook(MemoryCluster cluster) {
		return new MemoryOrderBook(cluster);
	}

	@Bean
	@ConditionalOnMissingBean(SummaryBoard.class)
	MemorySummaryBoard realtimeSummaryBoard(MemoryCluster cluster) {
		return new MemorySummaryBoard(cluster);
	}

	@Bean
	OrderWatch realtimeOrderWatch(OrderBook book, NodeBus bus, NodeId self) {
		return new OrderWatch(book, new OrderNews(bus), self);
	}

	@Bean
	ClusterOverview realtimeClusterOverview(SummaryBoard board, NodeDirectory nodes) {
		return new ClusterOverview(board, nodes);
	}

	@Bean
	BusClients realtimeBusClients(NodeBus bus, ObjectProvider<LocalClients> local) {
		return new BusClients(bus, local.getIfAvailable(() -> LocalClients.NONE));
	}

	/** Other nodes ask whether or not this application does. */
	@Bean
	static LazyInitializationExcludeFilter realtimeBusClientsAreEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(BusClients.class);
	}

	@Bean
	@ConditionalOnMissingBean(RealtimeClients.class)
	ClusterClients realtimeClients(ClientDirectory directory, BusClients clients, RealtimePublisher publisher,
			ObjectProvider<PersonalChannels> personal, ObjectProvider<JsonMapper> json, RealtimeProperties properties) {
		PersonalChannels channels = personal.getIfAvailable();
		return new ClusterClients(directory, clients, publisher, (channels != null) ? channels::of : null,
				new PayloadWriter(json.getIfAvailable(JsonMapper::shared)),
				Math.toIntExact(properties.limits().maxPayloadSize().toBytes()));
	}

}
