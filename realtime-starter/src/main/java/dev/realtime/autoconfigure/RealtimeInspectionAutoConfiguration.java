package dev.realtime.autoconfigure;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

import dev.realtime.channel.Channels;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.inspect.ClusterChannels;
import dev.realtime.inspect.ClusterConnections;
import dev.realtime.inspect.ClusterReconnects;
import dev.realtime.inspect.ClusterTraces;
import dev.realtime.inspect.InspectionStats;
import dev.realtime.session.Sessions;

/**
 * Lets a node tell of its channels and connections, to whichever node is asked. It does
 * so whether or not it is asked itself: others may have the endpoints.
 */
@AutoConfiguration(after = { RealtimeServletAutoConfiguration.class, RealtimeControlAutoConfiguration.class })
@ConditionalOnBean(Sessions.class)
public final class RealtimeInspectionAutoConfiguration {

	@Bean
	InspectionStats realtimeInspectionStats() {
		return new InspectionStats();
	}

	@Bean
	ClusterChannels realtimeClusterChannels(NodeBus bus, Channels channels, InspectionStats stats) {
		return new ClusterChannels(bus, channels.survey(), stats);
	}

	@Bean
	ClusterConnections realtimeClusterConnections(NodeBus bus, NodeDirectory nodes, Sessions sessions,
			InspectionStats stats) {
		return new ClusterConnections(bus, nodes, sessions.search(), stats);
	}

	@Bean
	ClusterTraces realtimeClusterTraces(NodeBus bus, Sessions sessions, InspectionStats stats) {
		return new ClusterTraces(bus, sessions.traces(), stats);
	}

	@Bean
	ClusterReconnects realtimeClusterReconnects(NodeBus bus, Sessions sessions, InspectionStats stats) {
		return new ClusterReconnects(bus, sessions.reconnects(), stats);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimeInspectionIsEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(ClusterChannels.class, ClusterConnections.class,
				ClusterTraces.class, ClusterReconnects.class);
	}

}
