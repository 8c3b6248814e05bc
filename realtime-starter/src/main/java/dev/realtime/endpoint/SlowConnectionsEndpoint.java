package dev.realtime.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.inspect.ClusterConnections;

/**
 * {@code /actuator/realtimeslow}: the connections that do not keep up.
 */
@WebEndpoint(id = "realtimeslow", defaultAccess = Access.READ_ONLY)
public final class SlowConnectionsEndpoint {

	private static final int USUAL = 20;

	private final ClusterConnections connections;

	/**
	 * Makes the endpoint.
	 * @param connections asks the nodes
	 */
	public SlowConnectionsEndpoint(ClusterConnections connections) {
		this.connections = connections;
	}

	/**
	 * Finds the connections that are slow, then those that lag most.
	 * @param limit how many, from 1 to 100; 20 if it is not said
	 * @return those, and how many there are
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> slow(@Nullable Integer limit) {
		int most = (limit != null) ? limit : USUAL;
		if (most < 1 || most > ClusterConnections.MOST) {
			return Problem.outOfRange("limit", most, ClusterConnections.MOST);
		}
		return Waiting.found(this.connections.slowest(most), ConnectionsDescriptor::of);
	}

}
