package dev.realtime.control;

import java.util.List;
import java.util.concurrent.CompletionStage;

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
	 * @return how many it has chosen, when it has; on any thread
	 */
	CompletionStage<Integer> close(int count, MoveOrder order, CloseReason reason) {
		return this.sessions
			.collect((session) -> new Candidate<>(session, session.mostImportant(), session.openedMillis()))
			.thenApply((candidates) -> {
				List<ClientSession> chosen = Candidate.choose(candidates, order, count);
				chosen.forEach((session) -> session.loop().execute(() -> session.close(reason)));
				return chosen.size();
			});
	}

}
