package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.realtime.message.ClientId;

/**
 * What is written down about single clients of a node, for minutes at a time. A trace
 * ends by itself, is there for some minutes more and then forgotten. Thread-safe; no
 * method blocks, and what they answer completes on any thread.
 */
public final class Traces {

	/** How long a trace runs. */
	public static final Duration LASTS = Duration.ofMinutes(5);

	/** How long it can be read when it has ended. */
	public static final Duration KEPT = Duration.ofMinutes(10);

	/** How many of them may run at a time. */
	public static final int MOST = 10;

	/** How many there may be, those among them that have ended: each may take 50 KB. */
	public static final int MOST_KEPT = 3 * MOST;

	private final ClientIndex clients;

	private final Map<ClientId, Traced> traces = new ConcurrentHashMap<>();

	private final AtomicInteger running = new AtomicInteger();

	Traces(ClientIndex clients) {
		this.clients = clients;
	}

	/**
	 * Begins to write down what comes from a client and goes to it.
	 * @param client who
	 * @return whether it is written down now
	 */
	public CompletionStage<Start> start(ClientId client) {
		ClientSession session = this.clients.find(client);
		return (session == null) ? CompletableFuture.completedFuture(Start.UNKNOWN)
				: CompletableFuture.supplyAsync(() -> begin(session), session.loop());
	}

	/**
	 * Ends a trace before its time.
	 * @param client who
	 * @return whether there was one that ran
	 */
	public CompletionStage<Boolean> stop(ClientId client) {
		Traced traced = this.traces.get(client);
		return (traced == null) ? CompletableFuture.completedFuture(false)
				: CompletableFuture.supplyAsync(() -> end(traced, "somebody has ended it"), traced.session.loop());
	}

	/**
	 * Reads what was written down.
	 * @param client about whom
	 * @return nothing if nothing was, or it is forgotten
	 */
	public CompletionStage<Optional<TraceFacts>> find(ClientId client) {
		Traced traced = this.traces.get(client);
		return (traced == null) ? CompletableFuture.completedFuture(Optional.empty())
				: CompletableFuture.supplyAsync(() -> Optional.of(traced.trace.facts()), traced.session.loop());
	}

	/**
	 * Lists the traces there are.
	 * @return without what was written down, oldest first
	 */
	public CompletionStage<List<TraceFacts>> all() {
		List<CompletableFuture<TraceFacts>> answers = new ArrayList<>();
		this.traces.values()
			.forEach((traced) -> answers.add(
					CompletableFuture.supplyAsync(() -> traced.trace.facts().withoutEntries(), traced.session.loop())));
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.thenApply((done) -> answers.stream()
				.map(CompletableFuture::join)
				.sorted(Comparator.comparing(TraceFacts::startedMillis))
				.toList());
	}

	private Start begin(ClientSession session) {
		if (!session.isOpen()) {
			return Start.UNKNOWN;
		}
		if (session.outbox().trace() != null) {
			return Start.RUNNING;
		}
		if (this.running.incrementAndGet() > MOST || this.traces.size() >= MOST_KEPT) {
			this.running.decrementAndGet();
			return Start.TOO_MANY;
		}
		Traced traced = new Traced(session, new Trace(session.id(), session.loop().ticker(), LASTS));
		session.outbox().trace(traced.trace);
		this.traces.put(session.id(), traced);
		traced.trace.whenOver(() -> over(traced));
		session.loop().schedule(LASTS, () -> end(traced, "it has run for " + LASTS.toMinutes() + " minutes"));
		return Start.STARTED;
	}

	private static boolean end(Traced traced, String why) {
		boolean running = !traced.trace.isOver();
		traced.trace.end(why);
		return running;
	}

	/** On the session's loop, once. */
	private void over(Traced traced) {
		traced.session.outbox().trace(null);
		this.running.decrementAndGet();
		traced.session.loop().schedule(KEPT, () -> this.traces.remove(traced.session.id(), traced));
	}

	/** What becomes of the wish to trace a client. */
	public enum Start {

		/** It is traced from now on. */
		STARTED,

		/** It is traced already. */
		RUNNING,

		/** As many are traced as may be. */
		TOO_MANY,

		/** There is no such client here. */
		UNKNOWN

	}

	private record Traced(ClientSession session, Trace trace) {

	}

}
