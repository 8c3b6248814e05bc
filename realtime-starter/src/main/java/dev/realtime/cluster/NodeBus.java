package dev.realtime.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.realtime.message.NodeId;

/**
 * Asks other nodes and answers them.
 *
 * <p>
 * The contract, which one test holds against every implementation:
 * <ul>
 * <li>A question is handled at most once by each node, and may have been handled by one
 * whose answer is missing.
 * <li>Every question has an answer after {@link #DEADLINE} at the latest. A node that is
 * missing makes the answer incomplete, never a failure: the stages of this bus do not
 * complete exceptionally, whatever is wrong with it or with a node.
 * <li>Missing nodes say why: see {@link BusAnswers.Missing}. The answer of one that fails
 * or has no handler is there at once, and so is that of a node that is not there.
 * <li>A question that reaches a node late, because it stood still, is handled all the
 * same.
 * <li>This node is asked like any other, but over no network, so it answers also when the
 * bus is away.
 * <li>Questions of one node to another under one topic are handled in the order in which
 * they were asked, as far as the handler does so at once.
 * <li>No method blocks. Stages complete on any thread.
 * </ul>
 * Bytes are not copied: who hands them over no longer touches them. What travels between
 * nodes names the version of its form; what a node does not know it ignores and counts,
 * so that two versions of an application may be in one cluster. Thread-safe.
 */
public interface NodeBus {

	/** How long an answer is waited for. */
	Duration DEADLINE = Duration.ofSeconds(1);

	/**
	 * Checks the name of a topic.
	 * @param topic the name
	 * @return the same
	 * @throws IllegalArgumentException if it is not legal
	 */
	static String legalTopic(String topic) {
		if (!topic.matches("[A-Za-z0-9.]{1,64}")) {
			throw new IllegalArgumentException(
					"A topic of the bus is called '" + topic + "'; allowed are 1 to 64 letters, digits and dots");
		}
		return topic;
	}

	/**
	 * Answers what is asked under a topic.
	 * @param topic letters, digits and dots, 1 to 64 characters
	 * @param handler called on any thread, for several questions at a time; must not
	 * block. If it throws, answers null instead of a stage, or its stage fails, that is
	 * logged here and the node that asked is told {@link BusAnswers.Missing#FAILED}
	 * @throws IllegalStateException if the topic has a handler
	 * @throws IllegalArgumentException if the topic is not legal
	 */
	void handle(String topic, Function<byte[], CompletionStage<byte[]>> handler);

	/**
	 * Asks some nodes.
	 * @param topic what about
	 * @param request the question
	 * @param nodes which, not others of the same name; may be empty
	 * @return what each of them answered, or why it did not
	 * @throws IllegalArgumentException if the topic is not legal
	 */
	CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> nodes);

	/**
	 * Asks all nodes that are alive as far as this one knows, itself among them.
	 * @param topic what about
	 * @param request the question
	 * @return what each of them answered, or why it did not
	 * @throws IllegalArgumentException if the topic is not legal
	 */
	CompletionStage<BusAnswers> askAll(String topic, byte[] request);

}
