package dev.realtime.command;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ClientCommand.Recovery;

/**
 * How a subscription that may stand is wanted.
 *
 * @param recovery whether and from where the client wants what it missed
 * @param errorIfUnrecoverable whether a failed recovery is refused with 112
 * @param joinLeave whether the client wants to know who comes and goes
 * @param delta the algorithm of which the client understands deltas, empty for none
 * @param data what the application is told
 * @param expiresInSeconds when it ends unless it is refreshed, 0 for never
 */
record SubscribeRequest(Recovery recovery, boolean errorIfUnrecoverable, boolean joinLeave, String delta,
		@Nullable Payload data, long expiresInSeconds) {

	/** What a client asks for, as far as it was granted. */
	static SubscribeRequest of(ClientCommand.Subscribe command, long expiresInSeconds) {
		boolean strict = (command.flag() & ClientCommand.Subscribe.ERROR_IF_UNRECOVERABLE) != 0;
		return new SubscribeRequest(command.recovery(), strict, command.joinLeave(), command.delta(), command.data(),
				expiresInSeconds);
	}

	/** What the server does on its own account. */
	static SubscribeRequest ofServer(Recovery recovery) {
		return new SubscribeRequest(recovery, false, false, "", null, 0);
	}

}
