package dev.realtime.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The nodes that are alive.
 *
 * @param self the name of the node that answers
 * @param nodes how each is, by name
 * @param silent names of those that have said nothing yet, or not in this version
 */
public record NodesDescriptor(String self, List<NodeDescriptor> nodes,
		List<String> silent) implements OperationResponseBody {

}
