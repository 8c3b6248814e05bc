package dev.realtime.cluster.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.realtime.cluster.BusAnswer;
import dev.realtime.cluster.BusAnswers;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.BusHandlers;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.NodeId;

/**
 * A node's bus in the memory of its process: handlers are called on the thread that asks.
 */
public final class MemoryNodeBus implements NodeBus, AutoCloseable {

	private final MemoryCluster cluster;

	private final NodeDirectory nodes;

	private final BusHandlers handlers = new BusHandlers();

	private MemoryNodeBus(MemoryCluster cluster, NodeDirectory nodes) {
		this.cluster = cluster;
		this.nodes = nodes;
	}

	/**
	 * Makes the bus of a node, which joins the cluster with it.
	 * @param cluster what the nodes share
	 * @param nodes which nodes there are, and which is this one
	 * @return the bus
	 * @throws IllegalStateException if this node has joined already
	 */
	public static MemoryNodeBus join(MemoryCluster cluster, NodeDirectory nodes) {
		MemoryNodeBus bus = new MemoryNodeBus(cluster, nodes);
		cluster.join(nodes.self(), bus);
		return bus;
	}

	/** The node leaves the cluster. */
	@Override
	public void close() {
		this.cluster.leave(this.nodes.self());
	}

	@Override
	public void handle(String topic, Function<byte[], CompletionStage<byte[]>> handler) {
		this.handlers.add(topic, handler);
	}

	@Override
	public CompletionStage<BusAnswers> askAll(String topic, byte[] request) {
		return ask(topic, request, this.nodes.alive());
	}

	@Override
	public CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> asked) {
		NodeBus.legalTopic(topic);
		Map<NodeId, CompletableFuture<BusAnswer>> answers = new HashMap<>();
		for (NodeId node : asked) {
			MemoryNodeBus bus = node.equals(this.nodes.self()) ? this : this.cluster.busOf(node);
			CompletableFuture<BusAnswer> answer = (bus != null) ? bus.handlers.answer(topic, request)
					: CompletableFuture.completedFuture(BusAnswer.missing(Missing.GONE));
			answers.put(node, answer.completeOnTimeout(BusAnswer.missing(Missing.SILENT), DEADLINE.toMillis(),
					TimeUnit.MILLISECONDS));
		}
		return BusAnswer.collect(answers);
	}

}
