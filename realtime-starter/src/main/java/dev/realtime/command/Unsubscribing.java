package dev.realtime.command;

import java.time.Duration;

import dev.realtime.ClientUnsubscribedEvent;
import dev.realtime.channel.Subscription;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.protocol.UnsubscribeReason;

/**
 * Ends subscriptions, whoever wants it: the client, the server or the loss of the
 * connection.
 */
final class Unsubscribing {

	private final CommandContext context;

	private final ResubscribePace pace = new ResubscribePace();

	Unsubscribing(CommandContext context) {
		this.context = context;
	}

	/** Succeeds also when there is no such subscription. */
	Outcome unsubscribe(Client client, ClientCommand.Unsubscribe command) {
		ClientSubscription entry = ChannelName.isLegal(command.channel())
				? client.subscriptions().find(ChannelName.of(command.channel())) : null;
		if (entry != null) {
			end(client, entry);
		}
		return Outcome.reply(new ServerFrame.UnsubscribeReply(command.id()));
	}

	/**
	 * A subscription cannot go on, and the client must recover. One that it asked for it
	 * asks for again, as soon as it is told, which may take a while where many are; one
	 * of the server's comes with a connect only, so the connection ends. That is no
	 * storm: a personal channel is one user's, and its connections come back with their
	 * back-off.
	 */
	void insufficient(Client client, Subscription subscription) {
		ClientSubscription entry = client.subscriptions().find(subscription.channel());
		if (entry == null || entry.subscription() != subscription) {
			return;
		}
		if (!entry.isEstablished()) {
			entry.lost();
		}
		else if (entry.isServerSide()) {
			client.close(CloseReason.INSUFFICIENT_STATE.because("channel " + entry.channel() + " started over"));
		}
		else {
			tellInTurn(client, entry, subscription);
		}
	}

	private void tellInTurn(Client client, ClientSubscription entry, Subscription subscription) {
		long now = client.loop().ticker().nanoTime();
		long delay = this.pace.delayNanos(now, client.subscriptions().toldToRecover(entry.channel(), now));
		if (delay <= 0) {
			tell(client, entry);
			return;
		}
		client.loop().schedule(Duration.ofNanos(delay), () -> {
			// Meanwhile the client may have left, and come back.
			if (client.subscriptions().find(entry.channel()) == entry && entry.subscription() == subscription) {
				tell(client, entry);
			}
		});
	}

	private void tell(Client client, ClientSubscription entry) {
		client.subscriptions().tellToRecover(entry.channel(), client.loop().ticker().nanoTime());
		endBecause(client, entry, UnsubscribeReason.INSUFFICIENT_STATE);
	}

	/** Ends a subscription and tells the client. */
	void endBecause(Client client, ClientSubscription entry, UnsubscribeReason reason) {
		if (client.isOpen() && entry.isEstablished() && end(client, entry)) {
			client.send(new ServerFrame.UnsubscribePush(entry.channel(), reason));
		}
	}

	/** Ends a subscription without a word; answers whether there was one. */
	boolean end(Client client, ClientSubscription entry) {
		if (!client.subscriptions().remove(entry)) {
			return false;
		}
		entry.expiry(null);
		Subscription subscription = entry.subscription();
		boolean told = subscription != null && entry.isEstablished() && entry.rule().rights().joinLeave()
				&& subscription.isWorthTelling();
		if (subscription != null) {
			subscription.cancel();
			client.forget(subscription);
		}
		ClientInfo info = entry.announced();
		if (info != null && entry.rule().rights().presence()) {
			this.context.presence().remove(entry.channel(), client.id());
		}
		if (info != null && told) {
			this.context.broker().publishLeave(entry.channel(), info);
		}
		if (entry.isEstablished()) {
			client.publishEvent(new ClientUnsubscribedEvent(client.id(), client.identity().user(), entry.channel()));
		}
		return true;
	}

}
