package dev.realtime.command;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.realtime.broker.PublishRequest;
import dev.realtime.channel.ChannelRule;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.security.ChannelAccess.Operation;
import dev.realtime.security.ChannelDecision;

/**
 * Answers {@code publish}.
 */
final class Publishing {

	private final CommandContext context;

	private final Authorization authorization;

	Publishing(CommandContext context, Authorization authorization) {
		this.context = context;
		this.authorization = authorization;
	}

	void publish(Client client, ClientCommand.Publish command, CompletableFuture<Outcome> outcome) {
		ChannelRule rule = ChannelName.isLegal(command.channel())
				? this.context.rules().find(ChannelName.of(command.channel())) : null;
		if (rule == null) {
			outcome.complete(Outcome.error(command.id(), ErrorCode.UNKNOWN_CHANNEL));
			return;
		}
		if (!rule.rights().publish()) {
			outcome.complete(Outcome.error(command.id(),
					ErrorCode.NOT_AVAILABLE.because("clients may not publish to this channel")));
			return;
		}
		int limit = this.context.settings().maxPayloadBytes();
		if (command.data().size() > limit) {
			outcome.complete(Outcome.error(command.id(),
					ErrorCode.LIMIT_EXCEEDED.because("the payload has " + command.data().size()
							+ " bytes, the limit is " + limit + " (realtime.limits.max-payload-size)")));
			return;
		}
		ChannelName channel = ChannelName.of(command.channel());
		this.authorization.decide(client, channel, Operation.PUBLISH, null, command.data(), (decision) -> {
			if (decision.refusal() != null) {
				outcome.complete(Outcome.error(command.id(), decision.refusal()));
			}
			else if (!outcome.isDone() && client.isOpen()) {
				publish(client, rule, channel, command, decision, outcome);
			}
		});
	}

	private void publish(Client client, ChannelRule rule, ChannelName channel, ClientCommand.Publish command,
			ChannelDecision decision, CompletableFuture<Outcome> outcome) {
		PublishRequest request = new PublishRequest(channel, command.data(), rule.priority(),
				author(client, channel, decision), Map.of(), null, rule.history());
		this.context.broker()
			.publish(request)
			.whenComplete((position, failure) -> client.loop()
				.executeNowOrLater(() -> outcome.complete((failure == null)
						? Outcome.reply(new ServerFrame.PublishReply(command.id())) : Outcome.error(command.id(),
								this.context.calls().errorFor("Publishing to channel " + channel, failure)))));
	}

	private static ClientInfo author(Client client, ChannelName channel, ChannelDecision decision) {
		ClientSubscription subscription = client.subscriptions().find(channel);
		Payload subscribedAs = (subscription != null) ? subscription.info() : null;
		return new ClientInfo(client.identity().user(), client.id(), client.identity().info(),
				(decision.info() != null) ? decision.info() : subscribedAs);
	}

}
