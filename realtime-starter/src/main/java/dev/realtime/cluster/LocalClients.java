package dev.realtime.cluster;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.message.ClientId;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * The clients of this node, from the moment they have said who they are until they end.
 * Implemented by the sessions. Thread-safe; nothing blocks; stages complete on any
 * thread, never exceptionally.
 */
public interface LocalClients {

	/** Those of a process that takes no connections. */
	LocalClients NONE = new LocalClients() {

		@Override
		public List<Local> of(UserId user) {
			return List.of();
		}

		@Override
		public int count() {
			return 0;
		}

		@Override
		public CompletionStage<Integer> send(UserId user, Payload message) {
			return CompletableFuture.completedFuture(0);
		}

		@Override
		public CompletionStage<Integer> close(UserId user, CloseReason reason) {
			return CompletableFuture.completedFuture(0);
		}

		@Override
		public CompletionStage<Integer> close(Collection<ClientId> clients, CloseReason reason) {
			return CompletableFuture.completedFuture(0);
		}

	};

	/**
	 * Lists the connections of a user, those that are just connecting among them.
	 * @param user who
	 * @return in no order, unmodifiable
	 */
	List<Local> of(UserId user);

	/**
	 * Counts all connections, those without a user and those that are just connecting
	 * among them.
	 * @return how many
	 */
	int count();

	/**
	 * Sends a message outside any channel to the connections of a user.
	 * @param user who
	 * @param message what
	 * @return how many took it; one that has not been told that it is connected does not
	 */
	CompletionStage<Integer> send(UserId user, Payload message);

	/**
	 * Closes the connections of a user.
	 * @param user who
	 * @param reason what they are told
	 * @return how many were open
	 */
	CompletionStage<Integer> close(UserId user, CloseReason reason);

	/**
	 * Closes connections.
	 * @param clients which; those that are not here are no trouble
	 * @param reason what they are told
	 * @return how many were here and open
	 */
	CompletionStage<Integer> close(Collection<ClientId> clients, CloseReason reason);

	/**
	 * A connection of a user on this node.
	 *
	 * @param client which
	 * @param sinceMillis when it said who it is, in milliseconds since 1970 by this
	 * node's clock
	 */
	record Local(ClientId client, long sinceMillis) {

	}

}
