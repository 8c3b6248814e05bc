package dev.realtime.command;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.realtime.ClientSubscribedEvent;
import dev.realtime.channel.Recovered;
import dev.realtime.channel.Subscription;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.protocol.ServerFrame.SubscribeResult;
import dev.realtime.security.ChannelAccess.Operation;
import dev.realtime.security.ChannelDecision;

/**
 * One subscribe on its way: authorize, join, take the position, read the initial state,
 * recover, reply, release. Each step runs on the client's loop and stops when the command
 * has been answered otherwise, by its deadline for example.
 */
final class SubscribeFlow {

	private final CommandContext context;

	private final Client client;

	private final ClientCommand.Subscribe command;

	private final ClientSubscription entry;

	private final CompletableFuture<Outcome> outcome;

	private final ToLongFunction<ChannelDecision> expiry;

	private long expiresInSeconds;

	private @Nullable Payload state;

	SubscribeFlow(CommandContext context, Client client, ClientCommand.Subscribe command, ClientSubscription entry,
			CompletableFuture<Outcome> outcome, ToLongFunction<ChannelDecision> expiry) {
		this.context = context;
		this.client = client;
		this.command = command;
		this.entry = entry;
		this.outcome = outcome;
		this.expiry = expiry;
	}

	void start(Authorization authorization) {
		authorization.decide(this.client, this.entry.channel(), Operation.SUBSCRIBE, this.command.token(),
				this.command.data(), this::decided);
	}

	private void decided(ChannelDecision decision) {
		if (isOver()) {
			return;
		}
		if (decision.refusal() != null) {
			this.outcome.complete(Outcome.error(this.command.id(), decision.refusal()));
			return;
		}
		this.entry.info(decision.info());
		this.expiresInSeconds = this.expiry.applyAsLong(decision);
		boolean joinLeave = this.command.joinLeave() && this.entry.rule().joinLeave();
		this.entry.subscription(this.context.channels()
			.subscribe(this.entry.channel(), this.entry.rule(), this.client, joinLeave, this::joined,
					(failure) -> this.outcome.complete(Outcome.error(this.command.id(), this.context.calls()
						.errorFor("Subscribing to channel " + this.entry.channel(), failure)))));
	}

	/** The position is taken; what the application says now may already contain more. */
	private void joined(Subscription subscription) {
		if (isOver()) {
			return;
		}
		this.entry.subscription(subscription);
		InitialState initialState = this.context.initialState();
		if (initialState == null || !initialState.covers(this.entry.channel())) {
			recover(subscription);
			return;
		}
		Caller caller = this.client.caller();
		this.context.calls()
			.<@Nullable Payload>call(this.client,
					() -> initialState.read(caller, this.entry.channel(), this.command.data()),
					(read, failure) -> stateRead(subscription, read, failure));
	}

	private void stateRead(Subscription subscription, @Nullable Payload read, @Nullable Throwable failure) {
		if (isOver()) {
			return;
		}
		if (failure != null) {
			this.outcome.complete(Outcome.error(this.command.id(),
					this.context.calls().errorFor("Reading the state of channel " + this.entry.channel(), failure)));
			return;
		}
		this.state = read;
		recover(subscription);
	}

	private void recover(Subscription subscription) {
		if (this.command.recovery().wanted() && this.entry.rule().isRecoverable()) {
			subscription.recover(this.command.recovery(), (recovered) -> recovered(subscription, recovered));
		}
		else {
			announce(subscription, null);
		}
	}

	private void recovered(Subscription subscription, Recovered recovered) {
		if (isOver()) {
			return;
		}
		if (!recovered.complete() && (this.command.flag() & ClientCommand.Subscribe.ERROR_IF_UNRECOVERABLE) != 0) {
			this.outcome.complete(Outcome.error(this.command.id(), ErrorCode.UNRECOVERABLE_POSITION));
			return;
		}
		announce(subscription, recovered);
	}

	/** Before the reply, so that whoever reads it and then asks who is there is there. */
	private void announce(Subscription subscription, @Nullable Recovered recovered) {
		if (!this.entry.rule().presence() && !this.entry.rule().joinLeave()) {
			reply(subscription, recovered);
			return;
		}
		ClientInfo info = new ClientInfo(this.client.identity().user(), this.client.id(), this.client.identity().info(),
				this.entry.info());
		this.entry.announced(info);
		if (!this.entry.rule().presence()) {
			reply(subscription, recovered);
			return;
		}
		this.context.presence()
			.add(this.entry.channel(), info)
			.whenComplete((done, failure) -> this.client.loop().executeNowOrLater(() -> {
				if (failure != null) {
					this.outcome.complete(Outcome.error(this.command.id(), this.context.calls()
						.errorFor("Adding presence to channel " + this.entry.channel(), failure)));
				}
				else if (!isOver()) {
					reply(subscription, recovered);
				}
			}));
	}

	private void reply(Subscription subscription, @Nullable Recovered recovered) {
		boolean recoverable = this.entry.rule().isRecoverable();
		StreamPosition position = !recoverable ? StreamPosition.NONE
				: (recovered != null) ? recovered.position() : subscription.joinedAt();
		SubscribeResult result = new SubscribeResult(this.expiresInSeconds, recoverable, recoverable, position,
				recovered != null, recovered != null && recovered.complete(),
				(recovered != null) ? recovered.publications() : List.of(), this.state, false);
		this.entry.established();
		ServerFrame.SubscribeReply reply = new ServerFrame.SubscribeReply(this.command.id(), result);
		this.outcome.complete(new Outcome.Answer(reply, () -> established(subscription)));
	}

	private void established(Subscription subscription) {
		subscription.release();
		ClientInfo info = this.entry.announced();
		if (info != null && this.entry.rule().joinLeave()) {
			this.context.broker().publishJoin(this.entry.channel(), info);
		}
		this.client.publishEvent(
				new ClientSubscribedEvent(this.client.id(), this.client.identity().user(), this.entry.channel()));
	}

	private boolean isOver() {
		return this.outcome.isDone() || !this.client.isOpen();
	}

}
