package dev.realtime.command;

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
	 * asks for again; one of the server's comes with a connect only, so the connection
	 * ends. That is no storm: a personal channel is one user's, and its connections come
	 * back with their back-off.
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
			endBecause(client, entry, UnsubscribeReason.INSUFFICIENT_STATE);
		}
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
		boolean told = subscription != null && entry.isEstablished() && entry.rule().joinLeave()
				&& subscription.isWorthTelling();
		if (subscription != null) {
			subscription.cancel();
			client.forget(subscription);
		}
		ClientInfo info = entry.announced();
		if (info != null && entry.rule().presence()) {
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
