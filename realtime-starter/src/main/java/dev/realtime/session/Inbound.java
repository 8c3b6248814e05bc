package dev.realtime.session;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.MalformedFrameException;

/**
 * One frame of a client, read on the thread that has received it.
 *
 * @param commands what it asks, in order, as far as that could be read
 * @param pongs how many pings it answers; these wait behind nothing
 * @param malformed why the rest makes no sense, or nothing
 */
record Inbound(List<Command> commands, int pongs, @Nullable CloseReason malformed) {

	static Inbound decode(Codec codec, byte[] frame, int length) {
		List<Command> commands = new ArrayList<>(1);
		int[] pongs = { 0 };
		CloseReason malformed = null;
		try {
			codec.decode(frame, length, (command, bytes) -> {
				if (command instanceof ClientCommand.Pong) {
					pongs[0]++;
				}
				else {
					commands.add(new Command(command, bytes));
				}
			});
		}
		catch (MalformedFrameException ex) {
			malformed = ex.closeReason();
		}
		return new Inbound(commands, pongs[0], malformed);
	}

	/**
	 * One command.
	 *
	 * @param command what is asked
	 * @param bytes how many bytes it took on the wire
	 */
	record Command(ClientCommand command, int bytes) {

	}

}
