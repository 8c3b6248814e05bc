package dev.realtime.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.drain.DrainPhase;

/**
 * The operation that runs or has run last, and how far its nodes are.
 *
 * @param revision of the orders, to sign with
 * @param operation which, nothing if there was none
 * @param progress how far each of its nodes is that is alive and has answered
 * @param missing nodes that have not answered
 */
public record OperationsDescriptor(long revision, @Nullable OperationDescriptor operation, List<Progress> progress,
		List<MissingNode> missing) implements OperationResponseBody {

	/**
	 * How far one node is.
	 *
	 * @param node its name
	 * @param phase where it stands
	 * @param connections how many it has
	 * @param drain how far it has come, if it has begun
	 */
	public record Progress(String node, DrainPhase phase, int connections, ReportDescriptor.@Nullable Drain drain) {

	}

}
