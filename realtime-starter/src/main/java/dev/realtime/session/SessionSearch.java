package dev.realtime.session;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.loop.Foremost;
import dev.realtime.message.ClientId;
import dev.realtime.session.SessionDetail.Subscribed;

/**
 * A look at the connections of a node, a few at a time so that they are served meanwhile.
 * Thread-safe; no method blocks, and what they answer completes on any thread.
 */
public final class SessionSearch {

	/** Who is slow comes first, then who lags most. */
	private static final Comparator<SessionFacts> SLOWEST_FIRST = Comparator.comparing(SessionFacts::slow)
		.thenComparing(SessionFacts::lagBytes)
		.reversed()
		.thenComparing(SessionFacts::number);

	private final SessionContext context;

	SessionSearch(SessionContext context) {
		this.context = context;
	}

	/**
	 * Finds connections.
	 * @param filter which
	 * @param after number behind which they lie, 0 for all
	 * @param most how many are told, at least 1
	 * @return the first of them, in the order in which they came, those among them that
	 * have ended meanwhile; about how many there are, because one that changes its place
	 * while others end may count twice
	 */
	public CompletionStage<SessionPage> page(SessionFilter filter, long after, int most) {
		return this.context.registry()
			.walk(() -> new Foremost<>(most, Comparator.comparingLong(ClientSession::number)), (first, session) -> {
				if (session.number() > after && filter.takes(session)) {
					first.offer(session);
				}
			}, (first) -> new SessionPage(first.inOrder().stream().map(ClientSession::facts).toList(), first.offered()))
			.thenApply((pages) -> new SessionPage(
					Foremost.of(pages.stream().flatMap((page) -> page.sessions().stream()).toList(), most,
							Comparator.comparingLong(SessionFacts::number)),
					pages.stream().mapToLong(SessionPage::matching).sum()));
	}

	/**
	 * Finds the connections that do not keep up.
	 * @param most how many are told, at least 1
	 * @return those that are slow, then those that lag most, each once; about how many
	 * there are, because one that changes its place while others end may count twice
	 */
	public CompletionStage<SessionPage> slowest(int most) {
		return this.context.registry()
			.walk(() -> new Foremost<>(most, SLOWEST_FIRST, SessionFacts::number), (first, session) -> {
				if (session.outbox().isSlow() || session.outbox().lagBytes() > 0) {
					first.offer(session.facts());
				}
			}, (first) -> new SessionPage(first.inOrder(), first.offered()))
			.thenApply((pages) -> new SessionPage(Foremost
				.of(pages.stream().flatMap((page) -> page.sessions().stream()).toList(), most, SLOWEST_FIRST),
					pages.stream().mapToLong(SessionPage::matching).sum()));
	}

	/**
	 * Looks at one connection.
	 * @param client which; one that has not said who it is cannot be found
	 * @return all that is known of it, nothing if it is not here
	 */
	public CompletionStage<Optional<SessionDetail>> find(ClientId client) {
		ClientSession session = this.context.entry().index().find(client);
		if (session == null) {
			return CompletableFuture.completedFuture(Optional.empty());
		}
		return CompletableFuture.supplyAsync(() -> session.isOpen() ? Optional.of(detail(session)) : Optional.empty(),
				session.loop());
	}

	private static SessionDetail detail(ClientSession session) {
		List<Subscribed> subscriptions = session.subscriptions()
			.facts()
			.stream()
			.limit(SessionDetail.MOST_SUBSCRIPTIONS)
			.map((each) -> new Subscribed(each,
					each.heldBack() || (each.behind() && !session.outbox().isServed(each.lane()))))
			.toList();
		return new SessionDetail(session.facts(), subscriptions, session.decisions());
	}

}
