package dev.realtime.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.ChannelRule;
import dev.realtime.message.ChannelName;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.protocol.UnsubscribeReason;
import dev.realtime.security.ChannelAccess.Operation;
import dev.realtime.security.ChannelDecision;

/**
 * Answers {@code subscribe} and {@code sub_refresh}.
 */
final class Subscribing {

	/** How long after its expiry a subscription may still be refreshed. */
	private static final Duration GRACE = Duration.ofSeconds(25);

	private final CommandContext context;

	private final Authorization authorization;

	private final Unsubscribing unsubscribing;

	Subscribing(CommandContext context, Authorization authorization, Unsubscribing unsubscribing) {
		this.context = context;
		this.authorization = authorization;
		this.unsubscribing = unsubscribing;
	}

	void subscribe(Client client, ClientCommand.Subscribe command, CompletableFuture<Outcome> outcome) {
		ChannelRule rule = ChannelName.isLegal(command.channel())
				? this.context.rules().find(ChannelName.of(command.channel())) : null;
		if (rule == null) {
			outcome.complete(Outcome.error(command.id(), ErrorCode.UNKNOWN_CHANNEL));
			return;
		}
		ProtocolError problem = problemWith(client, command);
		if (problem != null) {
			outcome.complete(Outcome.error(command.id(), problem));
			return;
		}
		ClientSubscription entry = new ClientSubscription(ChannelName.of(command.channel()), rule);
		client.subscriptions().add(entry);
		// Whatever ends the command other than a subscription, the deadline included,
		// leaves nothing behind.
		outcome.whenComplete((done, failure) -> {
			if (!entry.isEstablished()) {
				this.unsubscribing.end(client, entry);
			}
		});
		new SubscribeFlow(this.context, client, command, entry, outcome, (decision) -> expiry(client, entry, decision))
			.start(this.authorization);
	}

	void refresh(Client client, ClientCommand.SubRefresh command, CompletableFuture<Outcome> outcome) {
		ClientSubscription entry = ChannelName.isLegal(command.channel())
				? client.subscriptions().find(ChannelName.of(command.channel())) : null;
		if (entry == null) {
			outcome.complete(Outcome.error(command.id(), ErrorCode.BAD_REQUEST.because("not subscribed")));
			return;
		}
		this.authorization.decide(client, entry.channel(), Operation.SUBSCRIBE, command.token(), null,
				(decision) -> outcome
					.complete((decision.refusal() != null) ? Outcome.error(command.id(), decision.refusal()) : Outcome
						.reply(new ServerFrame.SubRefreshReply(command.id(), expiry(client, entry, decision)))));
	}

	private @Nullable ProtocolError problemWith(Client client, ClientCommand.Subscribe command) {
		if (client.subscriptions().find(ChannelName.of(command.channel())) != null) {
			return ErrorCode.ALREADY_SUBSCRIBED.error();
		}
		int limit = this.context.settings().maxChannels();
		if (client.subscriptions().size() >= limit) {
			return ErrorCode.LIMIT_EXCEEDED
				.because("a connection may have " + limit + " subscriptions (realtime.limits.max-channels)");
		}
		return null;
	}

	/** Arms the end of the subscription; returns the seconds until then, 0 for never. */
	private long expiry(Client client, ClientSubscription entry, ChannelDecision decision) {
		Instant expiresAt = decision.expiresAt();
		if (expiresAt == null) {
			entry.expiry(null);
			return 0;
		}
		long millis = Math.max(0, expiresAt.toEpochMilli() - client.loop().ticker().currentTimeMillis());
		entry.expiry(client.loop()
			.schedule(Duration.ofMillis(millis).plus(GRACE),
					() -> this.unsubscribing.endBecause(client, entry, UnsubscribeReason.EXPIRED)));
		return Math.max(1, millis / 1000);
	}

}
