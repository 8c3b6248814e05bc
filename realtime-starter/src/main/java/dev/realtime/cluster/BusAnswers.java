package dev.realtime.cluster;

import java.util.Map;

import dev.realtime.message.NodeId;

/**
 * What came back for one question. Every node that was asked is either in the one map or
 * in the other.
 *
 * @param answers what nodes answered, unmodifiable
 * @param missing why other nodes did not, unmodifiable
 */
public record BusAnswers(Map<NodeId, byte[]> answers, Map<NodeId, Missing> missing) {

	/**
	 * Copies the maps.
	 * @throws IllegalArgumentException if a node is in both
	 */
	public BusAnswers {
		answers = Map.copyOf(answers);
		missing = Map.copyOf(missing);
		for (NodeId node : missing.keySet()) {
			if (answers.containsKey(node)) {
				throw new IllegalArgumentException("Node " + node + " has answered, so it cannot be missing");
			}
		}
	}

	/**
	 * Whether every node that was asked has answered.
	 * @return whether none is missing
	 */
	public boolean isComplete() {
		return this.missing.isEmpty();
	}

	/** Why there is no answer of a node. */
	public enum Missing {

		/**
		 * It is not there: nobody hears what it is asked. Never concluded merely from a
		 * list of nodes that may be some seconds old; one that has just started is asked.
		 */
		GONE,

		/**
		 * Nothing was heard of it in time, or the question could not be sent. It may have
		 * handled it, or may do so when it wakes up.
		 */
		SILENT,

		/** Its handler failed. */
		FAILED,

		/** It has no handler for the topic, perhaps because it runs another version. */
		UNHANDLED

	}

}
