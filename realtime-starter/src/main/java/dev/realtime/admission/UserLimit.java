package dev.realtime.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.admission.UserConnections.Connection;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * Holds the users of a cluster to their number of connections.
 *
 * <p>
 * Nodes agree without talking about it, because all see a user's registrations in one
 * order and a newcomer is registered before it is judged: of two that come at once one
 * sees the other. Only when the limit seems to be exceeded are the nodes asked which of
 * the connections are still there. What is certainly gone does not count, and neither
 * does a connection whose node does not answer within a second, so that a user limited to
 * one is back at once when its node was killed. Should that node only have stood still,
 * it closes the connection when it wakes up. Thread-safe.
 */
public final class UserLimit {

	private final UserLimitSettings settings;

	private final UserConnections connections;

	/**
	 * Makes the limit.
	 * @param settings how many, and what to do with one too many
	 * @param connections knows and closes connections
	 */
	public UserLimit(UserLimitSettings settings, UserConnections connections) {
		this.settings = settings;
		this.connections = connections;
	}

	/**
	 * Whether there is a limit. Without one everybody is admitted.
	 * @return whether users are counted at all
	 */
	public boolean isLimited() {
		return this.settings.isLimited();
	}

	/**
	 * Judges a newcomer, and closes older connections if it takes their place.
	 * @param user whose connection it is, not anonymous
	 * @param newcomer which, already registered
	 * @param registered how many connections of the user are registered, the newcomer
	 * among them
	 * @return the verdict; never completes exceptionally
	 */
	public CompletionStage<AdmissionVerdict> admit(UserId user, ClientId newcomer, int registered) {
		if (!isLimited() || registered <= this.settings.maxConnections()) {
			return CompletableFuture.completedFuture(AdmissionVerdict.ADMITTED);
		}
		return this.connections.confirm(user)
			.thenCompose((found) -> judge(found, newcomer))
			.exceptionally((failure) -> AdmissionVerdict.UNAVAILABLE);
	}

	private CompletionStage<AdmissionVerdict> judge(List<Connection> found, ClientId newcomer) {
		List<Connection> confirmed = found.stream().filter(Connection::confirmed).toList();
		List<Connection> silent = found.stream().filter((connection) -> !connection.confirmed()).toList();
		return switch (this.settings.whenFull()) {
			case REPLACE -> {
				// The newcomer counts, also if its registration was lost meanwhile.
				boolean listed = found.stream().anyMatch((connection) -> connection.client().equals(newcomer));
				int room = this.settings.maxConnections() - (listed ? 0 : 1);
				List<Connection> oldest = oldest(found, room);
				closeSilent(silent.stream().filter(oldest::contains).toList(), CloseReason.REPLACED);
				closeSilent(silent.stream().filter((one) -> !oldest.contains(one)).toList(),
						CloseReason.FORCE_RECONNECT);
				yield replace(oldest(confirmed, room), newcomer);
			}
			case REFUSE -> {
				closeSilent(silent, CloseReason.FORCE_RECONNECT);
				yield CompletableFuture.completedFuture(refuse(confirmed, newcomer));
			}
		};
	}

	private CompletionStage<AdmissionVerdict> replace(List<Connection> replaced, ClientId newcomer) {
		List<Connection> others = new ArrayList<>(replaced);
		// It is among the oldest if others came while the nodes were asked.
		AdmissionVerdict verdict = others.removeIf((connection) -> connection.client().equals(newcomer))
				? AdmissionVerdict.refused(CloseReason.REPLACED) : AdmissionVerdict.ADMITTED;
		return others.isEmpty() ? CompletableFuture.completedFuture(verdict)
				: this.connections.close(others, CloseReason.REPLACED).thenApply((done) -> verdict);
	}

	private AdmissionVerdict refuse(List<Connection> confirmed, ClientId newcomer) {
		long before = confirmed.stream().takeWhile((connection) -> !connection.client().equals(newcomer)).count();
		int limit = this.settings.maxConnections();
		return (before < limit) ? AdmissionVerdict.ADMITTED : AdmissionVerdict.refused(CloseReason.USER_CONNECTION_LIMIT
			.because("the user has " + before + ", the limit is " + limit + "; close another one"));
	}

	/** Those that are too many. */
	private static List<Connection> oldest(List<Connection> all, int room) {
		return all.subList(0, Math.max(0, all.size() - room));
	}

	/** Nobody waits for a node that stands still. */
	private void closeSilent(List<Connection> silent, CloseReason reason) {
		if (!silent.isEmpty()) {
			this.connections.close(silent, reason.because("the node did not answer"));
		}
	}

}
