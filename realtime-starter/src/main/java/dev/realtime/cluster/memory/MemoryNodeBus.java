package dev.realtime.cluster.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswers;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.NodeId;

/**
 * A node's bus in the memory of its process: handlers are called on the thread that asks.
 */
public final class MemoryNodeBus implements NodeBus, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(MemoryNodeBus.class);

	private final MemoryCluster cluster;

	private final NodeDirectory nodes;

	private final Map<String, Function<byte[], CompletionStage<byte[]>>> handlers = new ConcurrentHashMap<>();

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
		if (this.handlers.putIfAbsent(NodeBus.legalTopic(topic), handler) != null) {
			throw new IllegalStateException("The topic '" + topic + "' has a handler");
		}
	}

	@Override
	public CompletionStage<BusAnswers> askAll(String topic, byte[] request) {
		return ask(topic, request, this.nodes.alive());
	}

	@Override
	public CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> asked) {
		NodeBus.legalTopic(topic);
		Map<NodeId, CompletableFuture<Answer>> pending = new HashMap<>();
		for (NodeId node : asked) {
			MemoryNodeBus bus = node.equals(this.nodes.self()) ? this : this.cluster.busOf(node);
			CompletableFuture<Answer> answer = (bus != null) ? bus.answer(topic, request)
					: CompletableFuture.completedFuture(new Answer(null, Missing.GONE));
			pending.put(node, answer.completeOnTimeout(new Answer(null, Missing.SILENT), DEADLINE.toMillis(),
					TimeUnit.MILLISECONDS));
		}
		return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new))
			.thenApply((done) -> collected(pending));
	}

	private CompletableFuture<Answer> answer(String topic, byte[] request) {
		Function<byte[], CompletionStage<byte[]>> handler = this.handlers.get(topic);
		if (handler == null) {
			return CompletableFuture.completedFuture(new Answer(null, Missing.UNHANDLED));
		}
		CompletableFuture<Answer> answer = new CompletableFuture<>();
		handled(handler, request).whenComplete((bytes, failure) -> {
			if (bytes == null) {
				logger.warn("Answering a question about '{}' failed", topic, failure);
			}
			answer.complete((bytes != null) ? new Answer(bytes, null) : new Answer(null, Missing.FAILED));
		});
		return answer;
	}

	private static CompletionStage<byte[]> handled(Function<byte[], CompletionStage<byte[]>> handler, byte[] request) {
		try {
			return Objects.requireNonNull(handler.apply(request), "The handler returned null instead of a stage");
		}
		catch (RuntimeException | Error ex) {
			// Whatever it is, the asker is owed an answer; it is logged with it.
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static BusAnswers collected(Map<NodeId, CompletableFuture<Answer>> pending) {
		Map<NodeId, byte[]> answers = new HashMap<>();
		Map<NodeId, Missing> missing = new HashMap<>();
		pending.forEach((node, future) -> {
			Answer answer = future.join();
			if (answer.bytes != null) {
				answers.put(node, answer.bytes);
			}
			else if (answer.missing != null) {
				missing.put(node, answer.missing);
			}
		});
		return new BusAnswers(answers, missing);
	}

	/** One of the two. */
	private record Answer(byte @Nullable [] bytes, @Nullable Missing missing) {

	}

}
