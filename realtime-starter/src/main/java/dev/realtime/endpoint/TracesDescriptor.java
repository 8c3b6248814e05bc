package dev.realtime.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The traces there are.
 *
 * @param traces without what was written down, oldest first
 * @param missing nodes that have not answered
 */
public record TracesDescriptor(List<TraceDescriptor> traces,
		List<MissingNode> missing) implements OperationResponseBody {

}
