package dev.realtime.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * What came back from one node: one of the two.
 *
 * @param bytes its answer
 * @param missing why there is none
 */
public record BusAnswer(byte @Nullable [] bytes, @Nullable Missing missing) {

	/**
	 * Makes an answer.
	 * @param bytes what the node said
	 * @return the answer
	 */
	public static BusAnswer of(byte[] bytes) {
		return new BusAnswer(bytes, null);
	}

	/**
	 * Says why there is none.
	 * @param reason why
	 * @return the answer
	 */
	public static BusAnswer missing(Missing reason) {
		return new BusAnswer(null, reason);
	}

	/**
	 * Waits for all nodes.
	 * @param asked the answers of those that were asked, each of which comes in time
	 * @return completes with the last
	 */
	public static CompletionStage<BusAnswers> collect(Map<NodeId, CompletableFuture<BusAnswer>> asked) {
		return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new)).thenApply((done) -> {
			Map<NodeId, byte[]> answers = new HashMap<>();
			Map<NodeId, Missing> missing = new HashMap<>();
			asked.forEach((node, future) -> {
				BusAnswer answer = future.join();
				if (answer.bytes != null) {
					answers.put(node, answer.bytes);
				}
				else if (answer.missing != null) {
					missing.put(node, answer.missing);
				}
			});
			return new BusAnswers(answers, missing);
		});
	}

}
