package dev.realtime.command;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ServerFrame;

/**
 * Answers {@code rpc} and takes {@code send}.
 */
final class Calling {

	private final CommandContext context;

	Calling(CommandContext context) {
		this.context = context;
	}

	void rpc(Client client, ClientCommand.Rpc command, CompletableFuture<Outcome> outcome) {
		RpcHandler handler = this.context.rpc();
		if (handler == null) {
			outcome.complete(
					Outcome.error(command.id(), ErrorCode.NOT_AVAILABLE.because("the application has no methods")));
			return;
		}
		if (isTooLarge(command.data())) {
			outcome.complete(Outcome.error(command.id(), ErrorCode.LIMIT_EXCEEDED
				.because("the argument is larger than " + this.context.settings().maxPayloadBytes() + " bytes")));
			return;
		}
		Caller caller = client.caller();
		this.context.calls()
			.<@Nullable Payload>call(client, () -> handler.call(caller, command.method(), command.data()),
					(result, failure) -> outcome.complete((failure == null)
							? Outcome.reply(new ServerFrame.RpcReply(command.id(), result))
							: Outcome.error(command.id(), this.context.calls().errorFor("Answering an rpc", failure))));
	}

	void send(Client client, ClientCommand.Send command, CompletableFuture<Outcome> outcome) {
		RpcHandler handler = this.context.rpc();
		if (handler == null || !handler.takesMessages()) {
			outcome.complete(new Outcome.Close(
					CloseReason.NOT_AVAILABLE.because("the application takes no messages without a channel")));
			return;
		}
		if (isTooLarge(command.data())) {
			outcome.complete(new Outcome.Close(CloseReason.BAD_REQUEST
				.because("the message is larger than " + this.context.settings().maxPayloadBytes() + " bytes")));
			return;
		}
		Caller caller = client.caller();
		this.context.calls()
			.<@Nullable Void>call(client, () -> handler.message(caller, command.data()), (done, failure) -> {
				if (failure != null) {
					// There is no reply to put it in; errorFor logs what the application
					// did not mean for the client.
					this.context.calls().errorFor("Taking a message", failure);
				}
				outcome.complete(new Outcome.Silence());
			});
	}

	private boolean isTooLarge(@Nullable Payload data) {
		return data != null && data.size() > this.context.settings().maxPayloadBytes();
	}

}
