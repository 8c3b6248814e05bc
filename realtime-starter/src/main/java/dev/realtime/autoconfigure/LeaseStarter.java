package dev.realtime.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

import dev.realtime.cluster.ClientDirectory;
import dev.realtime.presence.PresenceStore;
import dev.realtime.redis.lease.NodeLease;

/**
 * Takes the lease when everything is there that removes what dead nodes have left,
 * whether or not this application uses it otherwise.
 */
final class LeaseStarter implements SmartInitializingSingleton {

	private final NodeLease lease;

	private final ObjectProvider<ClientDirectory> directory;

	private final ObjectProvider<PresenceStore> presence;

	LeaseStarter(NodeLease lease, ObjectProvider<ClientDirectory> directory, ObjectProvider<PresenceStore> presence) {
		this.lease = lease;
		this.directory = directory;
		this.presence = presence;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.directory.getIfAvailable();
		this.presence.getIfAvailable();
		this.lease.start();
	}

}
