package dev.realtime.cluster;

import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * Knows which connection of which user is on which node. Each node has a directory of its
 * own in front of a store that all nodes share; what it registers belongs to that node's
 * incarnation.
 *
 * <p>
 * The contract, which one test holds against every implementation:
 * <ul>
 * <li>An entry lives as long as its node's lease and needs no refresh. Entries of a dead
 * incarnation may be found for a while; whoever finds one removes it.
 * <li>Registering and answering is one step in the store. Of two that register at once
 * under one user, one sees the other, whatever their nodes.
 * <li>All nodes see the registrations of a user in the same order,
 * {@link Registration#OLDEST_FIRST}: each new one is given a time later than that of
 * every other that is there, by the store's clock unless that went backwards.
 * <li>Calls of one node for one client take effect in the order in which they were made.
 * <li>No method blocks. Stages complete on any thread, soon: exceptionally when the store
 * is away or has not answered within a second. What failed may yet have taken effect.
 * <li>Lists are unmodifiable.
 * </ul>
 * Anonymous clients are never registered: they are refused with
 * {@link IllegalArgumentException}, thrown at once. Thread-safe.
 */
public interface ClientDirectory {

	/**
	 * Tells what to do when the store may have lost what this node had registered:
	 * because it was emptied or restarted without its data, or because this node was cut
	 * off from it or stood still, so that others may have removed its entries. The node
	 * then registers again what it owns, with {@link #restore}, at its own pace. Called
	 * once, before anything else.
	 * @param listener called from any thread, some seconds at most after the loss could
	 * be seen, once for each; returns at once
	 */
	void whenLost(Runnable listener);

	/**
	 * Returns how fast this node may {@link #restore} what was lost.
	 * @return calls a second, positive
	 */
	default int restoresPerSecond() {
		return 2000;
	}

	/**
	 * Adds a connection of this node. One that is there keeps its place and its time.
	 * @param user who stands behind it, not anonymous
	 * @param client which
	 * @return all registrations of that user on all nodes with this one among them,
	 * oldest first; those of dead incarnations may be among them
	 */
	CompletionStage<List<Registration>> register(UserId user, ClientId client);

	/**
	 * Adds a connection of this node again, in the place it had, after the store has lost
	 * it; one that is there is not touched.
	 * @param user who stands behind it, not anonymous
	 * @param registration as {@link #register} once answered it, with this node as its
	 * owner
	 * @return completes when it is there
	 * @throws IllegalArgumentException if another node owns it
	 */
	CompletionStage<Void> restore(UserId user, Registration registration);

	/**
	 * Removes a connection of this node; does nothing if it is not there.
	 * @param user who stood behind it, not anonymous
	 * @param client which
	 * @return completes when it is gone
	 */
	CompletionStage<Void> unregister(UserId user, ClientId client);

	/**
	 * Removes an entry that was found dead, whatever its node; does nothing if it is not
	 * there, or if the client is registered there by another node or incarnation.
	 * @param user under whom it was found, not anonymous
	 * @param registration what was found
	 * @return completes when it is gone
	 */
	CompletionStage<Void> remove(UserId user, Registration registration);

	/**
	 * Lists the connections of a user on all nodes. Entries of dead incarnations may be
	 * among them.
	 * @param user who, not anonymous
	 * @return oldest first, empty if there are none
	 */
	CompletionStage<List<Registration>> find(UserId user);

}
