package dev.realtime.autoconfigure;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;

import dev.realtime.RealtimeClients;
import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.endpoint.ChannelsEndpoint;
import dev.realtime.endpoint.ClusterEndpoint;
import dev.realtime.endpoint.ClusterView;
import dev.realtime.endpoint.ConnectionsEndpoint;
import dev.realtime.endpoint.NodesEndpoint;
import dev.realtime.endpoint.OperationsEndpoint;
import dev.realtime.endpoint.PrioritiesEndpoint;
import dev.realtime.endpoint.ReconnectsEndpoint;
import dev.realtime.endpoint.SlowConnectionsEndpoint;
import dev.realtime.endpoint.TracesEndpoint;
import dev.realtime.inspect.ClusterChannels;
import dev.realtime.inspect.ClusterConnections;
import dev.realtime.inspect.ClusterReconnects;
import dev.realtime.inspect.ClusterTraces;
import dev.realtime.loop.Ticker;
import dev.realtime.operator.Operator;
import dev.realtime.operator.Overrides;
import dev.realtime.session.Sessions;

/**
 * Lets operators read and order over Spring Boot's actuator, as far as the application
 * exposes it: reading when an endpoint is exposed, writing when it is also unrestricted.
 */
@AutoConfiguration(after = RealtimeInspectionAutoConfiguration.class,
		afterName = { "org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
@ConditionalOnClass({ WebEndpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(Sessions.class)
public final class RealtimeEndpointAutoConfiguration {

	@Bean
	ClusterView realtimeClusterView(RealtimeProperties properties, NodeDirectory nodes, ClusterOverview overview,
			OrderWatch orders) {
		return new ClusterView(properties.cluster().name(), nodes, overview, orders, Ticker.SYSTEM);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	ClusterEndpoint realtimeClusterEndpoint(ClusterView view) {
		return new ClusterEndpoint(view);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	NodesEndpoint realtimeNodesEndpoint(ClusterView view, BusReports reports, Operator operator, Overrides overrides,
			RealtimeProperties properties) {
		return new NodesEndpoint(view, reports, operator, overrides, properties.drain().plan());
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	OperationsEndpoint realtimeOperationsEndpoint(ClusterView view, BusReports reports, Operator operator,
			RealtimeProperties properties) {
		return new OperationsEndpoint(view, reports, operator, properties.drain().plan());
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	PrioritiesEndpoint realtimePrioritiesEndpoint(ClusterView view, Overrides overrides) {
		return new PrioritiesEndpoint(view, overrides);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	ChannelsEndpoint realtimeChannelsEndpoint(ClusterView view, ClusterChannels channels) {
		return new ChannelsEndpoint(view, channels);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	ConnectionsEndpoint realtimeConnectionsEndpoint(ClusterView view, ClusterConnections connections,
			RealtimeClients clients) {
		return new ConnectionsEndpoint(view, connections, clients);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	SlowConnectionsEndpoint realtimeSlowConnectionsEndpoint(ClusterConnections connections) {
		return new SlowConnectionsEndpoint(connections);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	TracesEndpoint realtimeTracesEndpoint(ClusterTraces traces) {
		return new TracesEndpoint(traces);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	ReconnectsEndpoint realtimeReconnectsEndpoint(ClusterReconnects reconnects) {
		return new ReconnectsEndpoint(reconnects);
	}

	@Bean
	UnsecuredControlCheck realtimeUnsecuredControlCheck(RealtimeProperties properties, ListableBeanFactory beans,
			ObjectProvider<EndpointAccessResolver> access) {
		return new UnsecuredControlCheck(properties, beans, access);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimeUnsecuredControlCheckIsEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(UnsecuredControlCheck.class);
	}

}
