package dev.realtime;

import java.time.Instant;
import java.util.List;

import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;

/**
 * The connections of a user on all nodes.
 *
 * @param connections oldest first, unmodifiable
 * @param complete whether every node that may have one has answered; if not there may be
 * more
 */
public record UserConnections(List<Connection> connections, boolean complete) {

	/** Copies the list. */
	public UserConnections {
		connections = List.copyOf(connections);
	}

	/**
	 * One of them.
	 *
	 * @param client its id
	 * @param node where it is
	 * @param since when it connected
	 */
	public record Connection(ClientId client, NodeId node, Instant since) {

	}

}
