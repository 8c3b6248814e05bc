package dev.realtime.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.LocalClients;
import dev.realtime.message.ClientId;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * Who is on this node, by client id and by user. Changed when a client has said who it is
 * and when it ends; deliveries never pass here. Thread-safe.
 */
public final class ClientIndex implements LocalClients {

	private final Map<ClientId, ClientSession> byId = new ConcurrentHashMap<>();

	/** The lists are replaced, never changed. */
	private final Map<UserId, List<Member>> byUser = new ConcurrentHashMap<>();

	void add(ClientSession session, UserId user, long nowMillis) {
		this.byId.put(session.id(), session);
		if (!user.isAnonymous()) {
			this.byUser.merge(user, List.of(new Member(session, nowMillis)), ClientIndex::joined);
		}
	}

	void remove(ClientSession session, UserId user) {
		this.byId.remove(session.id());
		if (!user.isAnonymous()) {
			this.byUser.computeIfPresent(user, (key, members) -> {
				List<Member> left = members.stream().filter((member) -> member.session != session).toList();
				return left.isEmpty() ? null : left;
			});
		}
	}

	/** The session of a client; nothing if it is not here. */
	@Nullable ClientSession find(ClientId client) {
		return this.byId.get(client);
	}

	@Override
	public List<Local> of(UserId user) {
		return members(user).stream().map((member) -> new Local(member.session.id(), member.sinceMillis)).toList();
	}

	@Override
	public int count() {
		return this.byId.size();
	}

	@Override
	public CompletionStage<Integer> send(UserId user, Payload message) {
		return onLoops(sessions(user), (session) -> session.message(message));
	}

	@Override
	public CompletionStage<Integer> close(UserId user, CloseReason reason) {
		return onLoops(sessions(user), (session) -> closed(session, reason));
	}

	@Override
	public CompletionStage<Integer> close(Collection<ClientId> clients, CloseReason reason) {
		List<ClientSession> here = clients.stream().map(this.byId::get).filter(Objects::nonNull).distinct().toList();
		return onLoops(here, (session) -> closed(session, reason));
	}

	private List<Member> members(UserId user) {
		return this.byUser.getOrDefault(user, List.of());
	}

	private List<ClientSession> sessions(UserId user) {
		return members(user).stream().map(Member::session).toList();
	}

	private static boolean closed(ClientSession session, CloseReason reason) {
		boolean open = session.isOpen();
		session.close(reason);
		return open;
	}

	/** Does something with each session on its loop; counts for how many it was so. */
	private static CompletionStage<Integer> onLoops(List<ClientSession> sessions, Predicate<ClientSession> action) {
		CompletableFuture<Integer> count = new CompletableFuture<>();
		AtomicInteger left = new AtomicInteger(sessions.size());
		AtomicInteger done = new AtomicInteger();
		if (sessions.isEmpty()) {
			count.complete(0);
		}
		for (ClientSession session : sessions) {
			session.loop().execute(() -> {
				try {
					done.addAndGet(action.test(session) ? 1 : 0);
				}
				finally {
					if (left.decrementAndGet() == 0) {
						count.complete(done.get());
					}
				}
			});
		}
		return count;
	}

	private static List<Member> joined(List<Member> some, List<Member> more) {
		List<Member> all = new ArrayList<>(some);
		all.addAll(more);
		return List.copyOf(all);
	}

	private record Member(ClientSession session, long sinceMillis) {

	}

}
