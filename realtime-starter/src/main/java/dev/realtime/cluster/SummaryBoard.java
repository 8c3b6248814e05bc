package dev.realtime.cluster;

import java.util.concurrent.CompletionStage;

import dev.realtime.message.NodeId;

/**
 * Where every node says how it is, for all others to see.
 *
 * <p>
 * The contract, which one test holds against every implementation: a summary is there
 * until its node replaces or withdraws it, or has said nothing for as long as a lease
 * lasts; all of them are read at once; one that cannot be read does not hide the others.
 * A stage fails within a second if the store cannot be reached. Thread-safe; no method
 * blocks; stages complete on any thread.
 */
public interface SummaryBoard {

	/**
	 * Says how this node is, in place of what it has said before.
	 * @param summary its own
	 * @return completes when it is there
	 */
	CompletionStage<Void> publish(NodeSummary summary);

	/**
	 * Takes away what a node has said, because it ends.
	 * @param node which
	 * @return completes when it is not there
	 */
	CompletionStage<Void> withdraw(NodeId node);

	/**
	 * Reads what all nodes say.
	 * @return those of nodes that have just died or started again among them:
	 * {@link NodeDirectory#alive} says who counts
	 */
	CompletionStage<Summaries> read();

}
