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
import dev.realtime.protocol.ServerFrame.SubscribeResult;
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
		ClientSubscription entry = ClientSubscription.ofClient(ChannelName.of(command.channel()), rule);
		client.subscriptions().add(entry);
		if (command.recovery().wanted()) {
			client.returned();
		}
		// Whatever ends the command other than a subscription, the deadline included,
		// leaves nothing behind.
		outcome.whenComplete((done, failure) -> {
			if (!entry.isEstablished()) {
				this.unsubscribing.end(client, entry);
			}
		});
		this.authorization.decide(client, entry.channel(), Operation.SUBSCRIBE, command.token(), command.data(),
				(decision) -> decided(client, command, entry, decision, outcome));
	}

	void refresh(Client client, ClientCommand.SubRefresh command, CompletableFuture<Outcome> outcome) {
		ClientSubscription entry = ChannelName.isLegal(command.channel())
				? client.subscriptions().find(ChannelName.of(command.channel())) : null;
		if (entry == null) {
			outcome.complete(Outcome.error(command.id(), ErrorCode.BAD_REQUEST.because("not subscribed")));
			return;
		}
		if (entry.isServerSide()) {
			outcome.complete(Outcome.error(command.id(),
					ErrorCode.BAD_REQUEST.because("the server made this subscription, and it does not expire")));
			return;
		}
		this.authorization.decide(client, entry.channel(), Operation.SUBSCRIBE, command.token(), null,
				(decision) -> outcome
					.complete((decision.refusal() != null) ? Outcome.error(command.id(), decision.refusal()) : Outcome
						.reply(new ServerFrame.SubRefreshReply(command.id(), expiry(client, entry, decision)))));
	}

	private void decided(Client client, ClientCommand.Subscribe command, ClientSubscription entry,
			ChannelDecision decision, CompletableFuture<Outcome> outcome) {
		if (outcome.isDone() || !client.isOpen()) {
			return;
		}
		if (decision.refusal() != null) {
			outcome.complete(Outcome.error(command.id(), decision.refusal()));
			return;
		}
		entry.info(decision.info());
		new Reply(client, command, entry, outcome, expiry(client, entry, decision)).await();
	}

	private @Nullable ProtocolError problemWith(Client client, ClientCommand.Subscribe command) {
		if (client.subscriptions().find(ChannelName.of(command.channel())) != null) {
			return ErrorCode.ALREADY_SUBSCRIBED.error();
		}
		int limit = this.context.settings().maxChannels();
		if (client.subscriptions().askedFor() >= limit) {
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

	/** Answers the command with what becomes of the subscription. */
	private final class Reply implements SubscribeFlow.Asker {

		private final ClientCommand.Subscribe command;

		private final ClientSubscription entry;

		private final CompletableFuture<Outcome> outcome;

		private final SubscribeFlow flow;

		Reply(Client client, ClientCommand.Subscribe command, ClientSubscription entry,
				CompletableFuture<Outcome> outcome, long expiresInSeconds) {
			this.command = command;
			this.entry = entry;
			this.outcome = outcome;
			this.flow = new SubscribeFlow(Subscribing.this.context, client, entry,
					SubscribeRequest.of(command, expiresInSeconds), this);
		}

		void await() {
			this.flow.start();
		}

		@Override
		public boolean isWaiting() {
			return !this.outcome.isDone();
		}

		@Override
		public void subscribed(SubscribeResult result) {
			this.entry.established();
			this.outcome.complete(
					new Outcome.Answer(new ServerFrame.SubscribeReply(this.command.id(), result), this.flow::release));
		}

		@Override
		public void refused(ProtocolError error) {
			this.outcome.complete(Outcome.error(this.command.id(), error));
		}

	}

}
