package dev.realtime.command;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.ClientSubscribedEvent;
import dev.realtime.channel.Recovered;
import dev.realtime.channel.SubscribeOptions;
import dev.realtime.channel.Subscription;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.protocol.ServerFrame.SubscribeResult;

/**
 * One subscription on its way, whoever asked for it: join, take the position, read the
 * initial state, recover, announce. Then the asker replies, and behind the reply it is
 * released. Each step runs on the client's loop and stops when the asker no longer waits.
 */
final class SubscribeFlow {

	/** The one algorithm of the protocol. */
	private static final String FOSSIL = "fossil";

	private final CommandContext context;

	private final Client client;

	private final ClientSubscription entry;

	private final SubscribeRequest request;

	private final Asker asker;

	private @Nullable Payload state;

	SubscribeFlow(CommandContext context, Client client, ClientSubscription entry, SubscribeRequest request,
			Asker asker) {
		this.context = context;
		this.client = client;
		this.entry = entry;
		this.request = request;
		this.asker = asker;
	}

	void start() {
		SubscribeOptions options = new SubscribeOptions(
				this.request.joinLeave() && this.entry.rule().rights().joinLeave(), isDelta());
		this.entry.onLost(() -> {
			if (!isOver()) {
				this.asker.refused(ErrorCode.INTERNAL.because("the channel started over"));
			}
		});
		this.entry.subscription(this.context.channels()
			.subscribe(this.entry.channel(), this.entry.rule(), this.client, options, this::joined,
					(failure) -> failed("Subscribing to channel ", failure)));
	}

	/** Begins to hand over, behind the reply; from now on others may know. */
	void release() {
		Subscription subscription = this.entry.subscription();
		if (subscription != null) {
			subscription.release();
		}
		ClientInfo info = this.entry.announced();
		if (info != null && this.entry.rule().rights().joinLeave() && subscription != null
				&& subscription.isWorthTelling()) {
			this.context.broker().publishJoin(this.entry.channel(), info);
		}
		this.client.publishEvent(
				new ClientSubscribedEvent(this.client.id(), this.client.identity().user(), this.entry.channel()));
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
					() -> initialState.read(caller, this.entry.channel(), this.request.data()),
					(read, failure) -> stateRead(subscription, read, failure));
	}

	private void stateRead(Subscription subscription, @Nullable Payload read, @Nullable Throwable failure) {
		if (isOver()) {
			return;
		}
		if (failure != null) {
			failed("Reading the state of channel ", failure);
			return;
		}
		this.state = read;
		recover(subscription);
	}

	private void recover(Subscription subscription) {
		if (this.request.recovery().wanted() && this.entry.rule().isRecoverable()) {
			subscription.recover(this.request.recovery(), (recovered) -> recovered(subscription, recovered));
		}
		else {
			announce(subscription, null);
		}
	}

	private void recovered(Subscription subscription, Recovered recovered) {
		if (isOver()) {
			return;
		}
		if (!recovered.complete() && this.request.errorIfUnrecoverable()) {
			this.asker.refused(ErrorCode.UNRECOVERABLE_POSITION.error());
			return;
		}
		announce(subscription, recovered);
	}

	/** Before the reply, so that whoever reads it and then asks who is there is there. */
	private void announce(Subscription subscription, @Nullable Recovered recovered) {
		if (!this.entry.rule().rights().presence() && !this.entry.rule().rights().joinLeave()) {
			answer(subscription, recovered);
			return;
		}
		ClientInfo info = new ClientInfo(this.client.identity().user(), this.client.id(), this.client.identity().info(),
				this.entry.info());
		this.entry.announced(info);
		if (!this.entry.rule().rights().presence()) {
			answer(subscription, recovered);
			return;
		}
		this.context.presence()
			.add(this.entry.channel(), info)
			.whenComplete((done, failure) -> this.client.loop().executeNowOrLater(() -> {
				if (failure != null) {
					failed("Adding presence to channel ", failure);
				}
				else if (!isOver()) {
					answer(subscription, recovered);
				}
			}));
	}

	private void answer(Subscription subscription, @Nullable Recovered recovered) {
		boolean recoverable = this.entry.rule().isRecoverable();
		StreamPosition position = !recoverable ? StreamPosition.NONE
				: (recovered != null) ? recovered.position() : subscription.joinedAt();
		this.asker.subscribed(new SubscribeResult(this.request.expiresInSeconds(), recoverable, recoverable, position,
				recovered != null, recovered != null && recovered.complete(),
				(recovered != null) ? recovered.publications() : List.of(), this.state, isDelta()));
	}

	/** Another algorithm is not granted: what is sent is whole. */
	private boolean isDelta() {
		return this.entry.rule().shaping().delta() && this.request.delta().equals(FOSSIL);
	}

	private void failed(String what, Throwable failure) {
		ProtocolError error = this.context.calls().errorFor(what + this.entry.channel(), failure);
		if (!isOver()) {
			this.asker.refused(error);
		}
	}

	private boolean isOver() {
		return !this.asker.isWaiting() || !this.client.isOpen();
	}

	/** Who waits for a subscription. Called on the client's loop. */
	interface Asker {

		/**
		 * Whether the subscription is still wanted.
		 * @return false once the command behind it has been answered otherwise
		 */
		boolean isWaiting();

		/**
		 * It stands, held. Whoever replies releases it behind the reply.
		 * @param result what the client is told
		 */
		void subscribed(SubscribeResult result);

		/**
		 * It cannot stand.
		 * @param error what the client is told
		 */
		void refused(ProtocolError error);

	}

}
