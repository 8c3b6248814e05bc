package dev.realtime;

import java.util.concurrent.CompletionStage;

import dev.realtime.protocol.CloseReason;

/**
 * Finds, addresses and disconnects the connections of users, on whichever node they are.
 *
 * <p>
 * Thread-safe. Never blocks. Every answer is there after little more than a second: a
 * node that does not answer makes it incomplete, which it says, and never a failure. An
 * incomplete answer is a lower bound. Users are named as the application names them; a
 * connection without a user has no name under which it could be found, so the empty name
 * is refused.
 */
public interface RealtimeClients {

	/**
	 * Lists the connections of a user. Each was confirmed by its node just now; those
	 * that connected while the cluster's store was away may be missing for a while.
	 * @param user name of the user, not empty
	 * @return what there is
	 * @throws IllegalArgumentException if the name is empty
	 */
	CompletionStage<UserConnections> connections(String user);

	/**
	 * Sends a message to all connections of a user.
	 *
	 * <p>
	 * If the application has a channel per user, the message is published there and has
	 * all that the channel's rule gives, history and recovery if it keeps any. Else it is
	 * handed to the connections there are, at most once and each for itself: behind the
	 * replies and messages that wait for the same client, ahead of publications that do.
	 * A client that is just reconnecting does not get it, and neither does one on a node
	 * that cannot be reached.
	 * @param user name of the user, not empty
	 * @param payload what to send: a {@link dev.realtime.message.Payload} as it is,
	 * anything else as the JSON that the application's mapper makes of it
	 * @return how many took it; completes exceptionally only if the user's channel could
	 * not be published to
	 * @throws IllegalArgumentException if the name is empty, or the payload cannot be
	 * written as JSON or is larger than {@code realtime.limits.max-payload-size}
	 */
	CompletionStage<SendResult> send(String user, Object payload);

	/**
	 * Disconnects a user for good: client libraries do not come back by themselves. It
	 * does not keep anybody from connecting again.
	 * @param user name of the user, not empty
	 * @return how many connections were closed
	 * @throws IllegalArgumentException if the name is empty
	 */
	default CompletionStage<ConnectionCount> disconnect(String user) {
		return disconnect(user, CloseReason.FORCE_DISCONNECT);
	}

	/**
	 * Disconnects a user.
	 * @param user name of the user, not empty
	 * @param reason what the clients are told; its code decides whether they come back
	 * @return how many connections were closed
	 * @throws IllegalArgumentException if the name is empty
	 */
	CompletionStage<ConnectionCount> disconnect(String user, CloseReason reason);

	/**
	 * Disconnects one client for good. All nodes are asked, since only the one that has
	 * it knows it.
	 * @param client the client's id, as events and presence name it
	 * @return 1 if it was closed, 0 if no node that answered has it
	 * @throws IllegalArgumentException if the id is empty
	 */
	default CompletionStage<ConnectionCount> disconnectClient(String client) {
		return disconnectClient(client, CloseReason.FORCE_DISCONNECT);
	}

	/**
	 * Disconnects one client.
	 * @param client the client's id, as events and presence name it
	 * @param reason what it is told; its code decides whether it comes back
	 * @return 1 if it was closed, 0 if no node that answered has it
	 * @throws IllegalArgumentException if the id is empty
	 */
	CompletionStage<ConnectionCount> disconnectClient(String client, CloseReason reason);

	/**
	 * Counts the connections of all nodes, those without a user among them.
	 * @return how many there are
	 */
	CompletionStage<ConnectionCount> count();

}
