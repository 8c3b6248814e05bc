package dev.realtime.admission;

import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * The connections of a user on all nodes, as the limit needs them. Implemented by the
 * cluster. Thread-safe; nothing blocks.
 */
public interface UserConnections {

	/**
	 * Asks the nodes which connections of a user are really there. Those of a dead node,
	 * those its node does not know, and those of a node that does not answer within a
	 * second are registered no longer when this completes.
	 * @param user who
	 * @return oldest first, without those that are certainly gone; completes
	 * exceptionally if it cannot be known what is registered
	 */
	CompletionStage<List<Connection>> confirm(UserId user);

	/**
	 * Closes connections, wherever they are.
	 * @param connections which
	 * @param reason what their clients are told
	 * @return completes when their nodes have done so or a second has passed; a node that
	 * stands still closes them when it wakes up
	 */
	CompletionStage<Void> close(List<Connection> connections, CloseReason reason);

	/**
	 * A connection that is registered.
	 *
	 * @param client which
	 * @param node whose
	 * @param confirmed whether its node has said that it is there, else the node is
	 * silent
	 */
	record Connection(ClientId client, NodeId node, boolean confirmed) {

	}

}
