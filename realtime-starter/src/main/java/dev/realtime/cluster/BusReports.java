package dev.realtime.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * The reports of nodes, by asking them; answers for this one. A node that does not answer
 * in time, or in another version, makes the answer partial, never a failure. Thread-safe;
 * no method blocks.
 */
public final class BusReports {

	private static final Logger logger = LoggerFactory.getLogger(BusReports.class);

	private static final String TOPIC = "node.report";

	private static final int VERSION = 1;

	/** So answers a node what it does not understand. */
	private static final byte[] NOT_UNDERSTOOD = new byte[0];

	private static final byte[] QUESTION = JsonForm.write(VERSION, (json) -> {
	});

	private final NodeBus bus;

	private final LongAdder notUnderstood = new LongAdder();

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param own makes the report of this node, on any thread, at once
	 * @throws IllegalStateException if somebody answers on this node's bus already
	 */
	public BusReports(NodeBus bus, Supplier<NodeReport> own) {
		this.bus = bus;
		bus.handle(TOPIC, (question) -> {
			if (JsonForm.read(question, VERSION, (json) -> true) == null) {
				return CompletableFuture.completedFuture(notUnderstood(NOT_UNDERSTOOD));
			}
			return CompletableFuture.completedFuture(own.get().toBytes());
		});
	}

	/**
	 * Asks some nodes.
	 * @param nodes which; this one may be among them
	 * @return completes within {@link NodeBus#DEADLINE}, never exceptionally
	 */
	public CompletionStage<NodeReports> of(Set<NodeId> nodes) {
		return this.bus.ask(TOPIC, QUESTION, nodes).thenApply(this::understood);
	}

	/**
	 * Asks all nodes that are alive.
	 * @return completes within {@link NodeBus#DEADLINE}, never exceptionally
	 */
	public CompletionStage<NodeReports> all() {
		return this.bus.askAll(TOPIC, QUESTION).thenApply(this::understood);
	}

	/**
	 * Returns how many questions and answers of another version there were.
	 * @return number of messages, any thread
	 */
	public long notUnderstood() {
		return this.notUnderstood.sum();
	}

	private NodeReports understood(BusAnswers heard) {
		Map<NodeId, NodeReport> reports = new HashMap<>();
		Map<NodeId, Missing> missing = new HashMap<>(heard.missing());
		heard.answers().forEach((node, bytes) -> {
			NodeReport report = NodeReport.read(bytes);
			if (report != null) {
				reports.put(node, report);
			}
			else {
				missing.put(node, Missing.FAILED);
				notUnderstood(bytes);
			}
		});
		return new NodeReports(reports, missing);
	}

	private byte[] notUnderstood(byte[] answer) {
		this.notUnderstood.increment();
		logger.debug("A message about '{}' was not understood: it is of another version", TOPIC);
		return answer;
	}

}
