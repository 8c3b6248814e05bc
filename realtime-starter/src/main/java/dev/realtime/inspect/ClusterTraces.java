package dev.realtime.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeBus;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.session.TraceFacts;
import dev.realtime.session.Traces;
import dev.realtime.session.Traces.Start;

/**
 * What is written down about single clients, on whichever node they are. Thread-safe; no
 * method blocks, and stages complete within {@link NodeBus#DEADLINE}, never
 * exceptionally.
 */
public final class ClusterTraces {

	private final Topic<Who, Started> starting;

	private final Topic<Who, Stopped> stopping;

	private final Topic<Who, Perhaps> reading;

	private final Topic<Everything, Listed> listing;

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param traces those of this node
	 * @param stats counts what is not understood
	 * @throws IllegalStateException if somebody answers on this node's bus already
	 */
	public ClusterTraces(NodeBus bus, Traces traces, InspectionStats stats) {
		this.starting = new Topic<>(bus, "inspect.traces.start", Who.class, Started.class, stats,
				(who) -> traces.start(who.client()).thenApply(Started::new));
		this.stopping = new Topic<>(bus, "inspect.traces.stop", Who.class, Stopped.class, stats,
				(who) -> traces.stop(who.client()).thenApply(Stopped::new));
		this.reading = new Topic<>(bus, "inspect.traces.read", Who.class, Perhaps.class, stats,
				(who) -> traces.find(who.client()).thenApply((found) -> new Perhaps(found.orElse(null))));
		this.listing = new Topic<>(bus, "inspect.traces.list", Everything.class, Listed.class, stats,
				(everything) -> traces.all().thenApply(Listed::new));
	}

	/**
	 * Begins to write down what comes from a client and goes to it.
	 * @param client who
	 * @return whether it is written down now, {@link Start#UNKNOWN} if none of the nodes
	 * that answered has it
	 */
	public CompletionStage<Found<Start>> start(ClientId client) {
		return this.starting.askAll(new Who(client))
			.thenApply((answers) -> answers.found((all) -> all.all()
				.stream()
				.map(Started::start)
				.filter((start) -> start != Start.UNKNOWN)
				.findFirst()
				.orElse(Start.UNKNOWN)));
	}

	/**
	 * Ends a trace before its time.
	 * @param client who
	 * @return whether there was one that ran
	 */
	public CompletionStage<Found<Boolean>> stop(ClientId client) {
		return this.stopping.askAll(new Who(client))
			.thenApply((answers) -> answers.found((all) -> all.all().stream().anyMatch(Stopped::stopped)));
	}

	/**
	 * Reads what was written down.
	 * @param client about whom
	 * @return nothing if nothing was, or it is forgotten
	 */
	public CompletionStage<Found<Optional<Traced>>> find(ClientId client) {
		return this.reading.askAll(new Who(client)).thenApply((answers) -> {
			List<Traced> found = new ArrayList<>();
			answers.answers().forEach((node, perhaps) -> {
				if (perhaps.trace() != null) {
					found.add(new Traced(node, perhaps.trace()));
				}
			});
			return answers.found((all) -> found.stream().findFirst());
		});
	}

	/**
	 * Lists the traces there are.
	 * @return without what was written down, oldest first
	 */
	public CompletionStage<Found<List<Traced>>> all() {
		return this.listing.askAll(new Everything()).thenApply((answers) -> {
			List<Traced> found = new ArrayList<>();
			answers.answers()
				.forEach((node, listed) -> listed.traces().forEach((trace) -> found.add(new Traced(node, trace))));
			found.sort(Comparator.comparing((traced) -> traced.trace().startedMillis()));
			return answers.found((all) -> List.copyOf(found));
		});
	}

	/**
	 * A trace, and where it is.
	 *
	 * @param node where
	 * @param trace what was written down
	 */
	public record Traced(NodeId node, TraceFacts trace) {

	}

	/** Asks about one client. */
	record Who(ClientId client) {

	}

	/** Asks about all. */
	record Everything() {

	}

	/** What has become of it. */
	record Started(Start start) {

	}

	/** Whether there was one. */
	record Stopped(boolean stopped) {

	}

	/** What was written down, if anything. */
	record Perhaps(@Nullable TraceFacts trace) {

	}

	/** All of a node. */
	record Listed(List<TraceFacts> traces) {

	}

}
