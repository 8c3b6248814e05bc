package dev.realtime.endpoint;

import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * Why nothing was done, or nothing can be told.
 *
 * @param status the status of the response: 400 the request makes no sense, 404 there is
 * no such node, client or trace, 409 others were faster, 422 refused, 503 somebody who
 * has to answer does not
 * @param problem why and what helps, a sentence without a full stop
 * @param orders what is ordered now, if others were faster
 */
public record Problem(int status, String problem, @Nullable OrdersDescriptor orders) implements OperationResponseBody {

	static final int NO_SENSE = 400;

	static final int UNKNOWN = 404;

	static final int CONFLICT = 409;

	static final int REFUSED = 422;

	static final int AWAY = 503;

	static WebEndpointResponse<OperationResponseBody> response(int status, String problem) {
		return new WebEndpointResponse<>(new Problem(status, problem, null), status);
	}

	static WebEndpointResponse<OperationResponseBody> outOfRange(String parameter, int value, int most) {
		return response(NO_SENSE, parameter + " is " + value + "; allowed is 1 to " + most);
	}

	/**
	 * Nobody who has answered knows of it: whether somebody else does tells the status.
	 */
	static WebEndpointResponse<OperationResponseBody> nobodyKnows(String what, Map<NodeId, Missing> missing) {
		if (missing.isEmpty()) {
			return response(UNKNOWN, "no " + what);
		}
		String silent = missing.keySet().stream().map(NodeId::name).sorted().collect(Collectors.joining(", "));
		return response(AWAY, "no " + what + " as far as nodes have answered, and " + silent + " has not: try again");
	}

	static WebEndpointResponse<OperationResponseBody> conflict(OrdersDescriptor orders) {
		return new WebEndpointResponse<>(new Problem(CONFLICT,
				"others have ordered something meanwhile: look at what is ordered now, and sign with revision "
						+ orders.revision() + " if you still want it",
				orders), CONFLICT);
	}

}
