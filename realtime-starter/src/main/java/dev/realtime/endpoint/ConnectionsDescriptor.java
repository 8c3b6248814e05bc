package dev.realtime.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.inspect.ClusterConnections.Page;
import dev.realtime.inspect.Found;

/**
 * Some connections.
 *
 * @param connections in order
 * @param matching about how many match from the first of these on
 * @param next the cursor of the next page, nothing if there is none
 * @param missing nodes that have not answered
 */
public record ConnectionsDescriptor(List<ConnectionDescriptor> connections, long matching, @Nullable String next,
		List<MissingNode> missing) implements OperationResponseBody {

	static ConnectionsDescriptor of(Found<Page> found) {
		Page page = found.content();
		return new ConnectionsDescriptor(page.connections().stream().map(ConnectionDescriptor::of).toList(),
				page.matching(), (page.next() != null) ? page.next().text() : null, MissingNode.of(found.missing()));
	}

}
