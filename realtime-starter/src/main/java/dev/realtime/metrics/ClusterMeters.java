package dev.realtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.cluster.NodeDirectory;

/**
 * Meters of this node's place among others. Thread-safe.
 */
public final class ClusterMeters implements MeterBinder {

	private final NodeDirectory nodes;

	private final ClientRegistrar clients;

	/**
	 * Makes the meters.
	 * @param nodes knows who is alive
	 * @param clients registers the clients of this node
	 */
	public ClusterMeters(NodeDirectory nodes, ClientRegistrar clients) {
		this.nodes = nodes;
		this.clients = clients;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.CLUSTER_NODES.register(registry, this.nodes, (directory) -> directory.alive().size());
		Meters.CLUSTER_UNREGISTERED.register(registry, this.clients, ClientRegistrar::unregistered);
	}

}
