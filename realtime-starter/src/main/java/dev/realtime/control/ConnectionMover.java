package dev.realtime.control;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import dev.realtime.drain.Candidate;
import dev.realtime.drain.MoveOrder;
import dev.realtime.protocol.CloseReason;
import dev.realtime.session.ClientSession;
import dev.realtime.session.Sessions;

/**
 * Closes connections so that their clients come back elsewhere. Thread-safe.
 */
final class ConnectionMover {

	private final Sessions sessions;

	ConnectionMover(Sessions sessions) {
		this.sessions = sessions;
	}

	/** How many connections there are, those that are closing among them. */
	int connections() {
		return (int) Math.max(0, this.sessions.stats().active());
	}

	/**
	 * Closes some.
	 * @param count how many
	 * @param order which first
	 * @param reason what their clients are told
	 * @return how many it has closed, when it has; on any thread. Those that have ended
	 * meanwhile, or were chosen before by a round that was still under way, do not count
	 */
	CompletionStage<Integer> close(int count, MoveOrder order, CloseReason reason) {
		Comparator<Candidate<ClientSession>> first = Candidate.<ClientSession>comparator(order)
			.thenComparing((candidate) -> candidate.connection().id().toString());
		return this.sessions
			.foremost(count, (session) -> new Candidate<>(session, session.mostImportant(), session.openedMillis()),
					first)
			.thenCompose((chosen) -> close(chosen.stream().map(Candidate::connection).toList(), reason));
	}

	private static CompletionStage<Integer> close(List<ClientSession> chosen, CloseReason reason) {
		AtomicInteger closed = new AtomicInteger();
		CompletableFuture<?>[] done = chosen.stream().map((session) -> CompletableFuture.runAsync(() -> {
			if (session.isOpen()) {
				session.close(reason);
				closed.incrementAndGet();
			}
		}, session.loop())).toArray(CompletableFuture[]::new);
		return CompletableFuture.allOf(done).thenApply((all) -> closed.get());
	}

}
