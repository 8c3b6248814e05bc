package dev.realtime.command;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.PersonalChannels;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.security.ChannelAccess;
import dev.realtime.security.ChannelAccess.Operation;
import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.DefaultChannelAuthorizer;

/**
 * Refuses what is another user's own, and asks the authorizer about the rest: the default
 * one here and now, one of the application's on the application executor.
 */
final class Authorization {

	private final @Nullable PersonalChannels personal;

	private final ChannelAuthorizer authorizer;

	private final ApplicationCalls calls;

	Authorization(CommandContext context) {
		this.personal = context.personal();
		this.authorizer = context.authorizer();
		this.calls = context.calls();
	}

	/** Answers on the client's loop, now or later. */
	void decide(Client client, ChannelName channel, Operation operation, @Nullable String token, @Nullable Payload data,
			Consumer<ChannelDecision> answer) {
		if (this.personal != null && this.personal.isForeign(channel, client.identity().user())) {
			answer.accept(ChannelDecision.deny());
			return;
		}
		ChannelAccess access = new ChannelAccess(client.identity(), client.id(), channel, operation, token, data);
		if (this.authorizer instanceof DefaultChannelAuthorizer) {
			answer.accept(this.authorizer.authorize(access));
			return;
		}
		this.calls.call(client, () -> CompletableFuture.completedFuture(this.authorizer.authorize(access)),
				(decision, failure) -> answer.accept(decided(access, decision, failure)));
	}

	private ChannelDecision decided(ChannelAccess access, @Nullable ChannelDecision decision,
			@Nullable Throwable failure) {
		if (decision != null) {
			return decision;
		}
		Throwable cause = (failure != null) ? failure : new NullPointerException("The authorizer returned null");
		ProtocolError error = this.calls
			.errorFor("Authorizing " + access.operation() + " of channel " + access.channel(), cause);
		return ChannelDecision.refuse(error);
	}

}
