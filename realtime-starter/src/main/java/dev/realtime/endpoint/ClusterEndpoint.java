package dev.realtime.endpoint;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * {@code /actuator/realtime}: the cluster at a glance, and what is ordered.
 */
@WebEndpoint(id = "realtime", defaultAccess = Access.READ_ONLY)
public final class ClusterEndpoint {

	private final ClusterView view;

	/**
	 * Makes the endpoint.
	 * @param view what this node knows of the cluster
	 */
	public ClusterEndpoint(ClusterView view) {
		this.view = view;
	}

	/**
	 * Tells how the cluster is, as far as this node knows: nobody is asked.
	 * @return all nodes and all orders
	 */
	@ReadOperation
	public ClusterDescriptor cluster() {
		return this.view.all();
	}

}
