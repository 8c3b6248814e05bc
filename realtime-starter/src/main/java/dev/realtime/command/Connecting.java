package dev.realtime.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.AdmissionVerdict;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.security.ConnectAttempt;
import dev.realtime.security.ConnectRefusedException;
import dev.realtime.security.Identity;

/**
 * Answers {@code connect} and {@code refresh}.
 */
final class Connecting {

	/** How long after its expiry a connection may still be refreshed. */
	private static final Duration GRACE = Duration.ofSeconds(25);

	/** In which header of its connect command a client says where it was before. */
	private static final String NODE = "X-Realtime-Node";

	private final CommandContext context;

	private final ServerSubscriptions serverSubscriptions;

	Connecting(CommandContext context, ServerSubscriptions serverSubscriptions) {
		this.context = context;
		this.serverSubscriptions = serverSubscriptions;
	}

	/**
	 * Who is it, may it stay, and then the reply: each step begins on the client's loop.
	 */
	void connect(Client client, ClientCommand.Connect command, CompletableFuture<Outcome> outcome) {
		String before = command.headers().get(NODE);
		if (before != null) {
			client.cameFrom(before);
		}
		authenticate(client, command, outcome);
	}

	private void authenticate(Client client, ClientCommand.Connect command, CompletableFuture<Outcome> outcome) {
		ConnectAttempt attempt = client.attempt(new ConnectAttempt(null, command.token(), command.data(),
				command.name(), command.version(), command.headers(), ""));
		this.context.calls()
			.<Identity>call(client, () -> this.context.authenticator().authenticate(attempt), (identity, failure) -> {
				if (identity == null) {
					outcome.complete(refused(command.id(), failure));
				}
				else if (!outcome.isDone() && client.isOpen()) {
					client.identified(identity);
					admit(client, command, outcome);
				}
			});
	}

	private void admit(Client client, ClientCommand.Connect command, CompletableFuture<Outcome> outcome) {
		client.enter().thenAccept((verdict) -> client.loop().executeNowOrLater(() -> {
			if (outcome.isDone() || !client.isOpen()) {
				return;
			}
			if (verdict.isAdmitted()) {
				accepted(client, command, outcome);
			}
			else {
				outcome.complete(notAdmitted(command.id(), verdict));
			}
		}));
	}

	void refresh(Client client, ClientCommand.Refresh command, CompletableFuture<Outcome> outcome) {
		ConnectAttempt attempt = client.attempt(new ConnectAttempt(null, command.token(), null, "", "", Map.of(), ""));
		this.context.calls()
			.<Identity>call(client, () -> this.context.authenticator().authenticate(attempt),
					(identity, failure) -> outcome.complete((identity != null) ? refreshed(client, command, identity)
							: refused(command.id(), failure)));
	}

	private void accepted(Client client, ClientCommand.Connect command, CompletableFuture<Outcome> outcome) {
		long ttl = expiry(client, client.identity());
		this.serverSubscriptions.subscribe(client, command, outcome,
				(standing) -> outcome.complete(new Outcome.Answer(
						new ServerFrame.ConnectReply(command.id(), client.id(), this.context.version(), ttl, null,
								standing.results(), this.context.pingSeconds(), true, "", this.context.node(), 0),
						standing.release())));
	}

	private static Outcome notAdmitted(long id, AdmissionVerdict verdict) {
		CloseReason close = verdict.close();
		return (close != null) ? new Outcome.Close(close)
				: Outcome.error(id, Objects.requireNonNull(verdict.error(), "A verdict says why"));
	}

	private Outcome refreshed(Client client, ClientCommand.Refresh command, Identity identity) {
		if (!identity.user().equals(client.identity().user())) {
			return new Outcome.Close(CloseReason.INVALID_TOKEN.because("the token is another user's"));
		}
		client.identified(identity);
		return Outcome.reply(new ServerFrame.RefreshReply(command.id(), client.id(), this.context.version(),
				expiry(client, identity)));
	}

	private Outcome refused(long id, @Nullable Throwable failure) {
		Throwable cause = (failure != null) ? ApplicationCalls.unwrap(failure)
				: new NullPointerException("The authenticator returned null");
		if (cause instanceof ConnectRefusedException refused) {
			return new Outcome.Close(refused.closeReason());
		}
		return Outcome.error(id, this.context.calls().errorFor("Authenticating a client", cause));
	}

	/** Arms the end of the login; returns the seconds until then, 0 for never. */
	private static long expiry(Client client, Identity identity) {
		Instant expiresAt = identity.expiresAt();
		if (expiresAt == null) {
			return 0;
		}
		long millis = Math.max(0, expiresAt.toEpochMilli() - client.loop().ticker().currentTimeMillis());
		client.loop().schedule(Duration.ofMillis(millis).plus(GRACE), () -> {
			if (client.isOpen() && client.identity() == identity) {
				client.close(CloseReason.EXPIRED);
			}
		});
		return Math.max(1, millis / 1000);
	}

}
