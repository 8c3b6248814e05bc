package dev.realtime.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.inspect.ClusterReconnects;

/**
 * {@code /actuator/realtimereconnects}: who came back most of late.
 */
@WebEndpoint(id = "realtimereconnects", defaultAccess = Access.READ_ONLY)
public final class ReconnectsEndpoint {

	private static final int USUAL = 20;

	private final ClusterReconnects reconnects;

	/**
	 * Makes the endpoint.
	 * @param reconnects asks the nodes
	 */
	public ReconnectsEndpoint(ClusterReconnects reconnects) {
		this.reconnects = reconnects;
	}

	/**
	 * Finds which clients came back most of late, and from where.
	 * @param limit how many libraries and how many address ranges, from 1 to 64; 20 if it
	 * is not said
	 * @return those, of all nodes together
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> reconnects(@Nullable Integer limit) {
		int most = (limit != null) ? limit : USUAL;
		if (most < 1 || most > ClusterReconnects.MOST) {
			return Problem.outOfRange("limit", most, ClusterReconnects.MOST);
		}
		return Waiting.found(this.reconnects.top(most), ReconnectsDescriptor::of);
	}

}
