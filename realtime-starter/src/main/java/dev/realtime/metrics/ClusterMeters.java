package dev.realtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.cluster.BusClients;
import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.inspect.InspectionStats;

/**
 * Meters of this node's place among others. Thread-safe.
 */
public final class ClusterMeters implements MeterBinder {

	private final NodeDirectory nodes;

	private final ClientRegistrar clients;

	private final ClusterOverview overview;

	private final OrderWatch orders;

	private final BusReports reports;

	private final BusClients messages;

	private final InspectionStats inspection;

	/**
	 * Makes the meters.
	 * @param nodes knows who is alive
	 * @param clients registers the clients of this node
	 * @param overview what nodes say of themselves
	 * @param orders what they are told
	 * @param reports what they answer
	 * @param messages what they are asked to tell clients
	 * @param inspection what they are asked about channels and connections
	 */
	public ClusterMeters(NodeDirectory nodes, ClientRegistrar clients, ClusterOverview overview, OrderWatch orders,
			BusReports reports, BusClients messages, InspectionStats inspection) {
		this.nodes = nodes;
		this.clients = clients;
		this.overview = overview;
		this.orders = orders;
		this.reports = reports;
		this.messages = messages;
		this.inspection = inspection;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.CLUSTER_NODES.register(registry, this.nodes, (directory) -> directory.alive().size());
		Meters.CLUSTER_UNREGISTERED.register(registry, this.clients, ClientRegistrar::unregistered);
		Meters.CLUSTER_UNREADABLE.register(registry, this.orders, OrderWatch::notUnderstood, "orders");
		Meters.CLUSTER_UNREADABLE.register(registry, this.reports, BusReports::notUnderstood, "reports");
		Meters.CLUSTER_UNREADABLE.register(registry, this.messages, BusClients::notUnderstood, "clients");
		Meters.CLUSTER_UNREADABLE.register(registry, this.inspection, InspectionStats::notUnderstood, "inspection");
		Meters.CLUSTER_SUMMARIES_UNREADABLE.register(registry, this.overview,
				(latest) -> latest.latest().notUnderstood());
	}

}
