package dev.realtime.cluster;

import java.util.Map;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * What nodes answered, understood.
 *
 * @param answers by node
 * @param missing why others did not answer
 * @param <T> kind of answer
 */
record NodeAnswers<T>(Map<NodeId, T> answers, Map<NodeId, Missing> missing) {

	/**
	 * Whether a node that is there has not answered; those that are gone have nothing.
	 */
	boolean isComplete() {
		return this.missing.values().stream().allMatch((why) -> why == Missing.GONE);
	}

}
