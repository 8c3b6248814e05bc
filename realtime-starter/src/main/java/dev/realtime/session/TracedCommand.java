package dev.realtime.session;

import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ClientCommand.Connect;
import dev.realtime.protocol.ClientCommand.History;
import dev.realtime.protocol.ClientCommand.Ping;
import dev.realtime.protocol.ClientCommand.Pong;
import dev.realtime.protocol.ClientCommand.Presence;
import dev.realtime.protocol.ClientCommand.PresenceStats;
import dev.realtime.protocol.ClientCommand.Publish;
import dev.realtime.protocol.ClientCommand.Refresh;
import dev.realtime.protocol.ClientCommand.Rpc;
import dev.realtime.protocol.ClientCommand.Send;
import dev.realtime.protocol.ClientCommand.SubRefresh;
import dev.realtime.protocol.ClientCommand.Subscribe;
import dev.realtime.protocol.ClientCommand.Unsubscribe;

/**
 * What may be written down of a command: neither what it holds nor a credential.
 *
 * @param kind of command
 * @param subject the channel or the method it is about
 * @param offset the one it names, or 0
 */
record TracedCommand(String kind, String subject, long offset) {

	static final ClientCommand.Handler<TracedCommand> READER = new Reader();

	/** The name of a type as one word. */
	static String kindOf(Object frame) {
		String name = frame.getClass().getSimpleName();
		return Character.toLowerCase(name.charAt(0)) + name.substring(1);
	}

	private static TracedCommand of(ClientCommand command, String subject, long offset) {
		return new TracedCommand(kindOf(command), subject, offset);
	}

	private static final class Reader implements ClientCommand.Handler<TracedCommand> {

		@Override
		public TracedCommand connect(Connect command) {
			return of(command, "", 0);
		}

		@Override
		public TracedCommand subscribe(Subscribe command) {
			return of(command, command.channel(), command.recovery().since().offset());
		}

		@Override
		public TracedCommand unsubscribe(Unsubscribe command) {
			return of(command, command.channel(), 0);
		}

		@Override
		public TracedCommand publish(Publish command) {
			return of(command, command.channel(), 0);
		}

		@Override
		public TracedCommand presence(Presence command) {
			return of(command, command.channel(), 0);
		}

		@Override
		public TracedCommand presenceStats(PresenceStats command) {
			return of(command, command.channel(), 0);
		}

		@Override
		public TracedCommand history(History command) {
			return of(command, command.channel(), (command.since() != null) ? command.since().offset() : 0);
		}

		@Override
		public TracedCommand rpc(Rpc command) {
			return of(command, command.method(), 0);
		}

		@Override
		public TracedCommand send(Send command) {
			return of(command, "", 0);
		}

		@Override
		public TracedCommand refresh(Refresh command) {
			return of(command, "", 0);
		}

		@Override
		public TracedCommand subRefresh(SubRefresh command) {
			return of(command, command.channel(), 0);
		}

		@Override
		public TracedCommand ping(Ping command) {
			return of(command, "", 0);
		}

		@Override
		public TracedCommand pong(Pong command) {
			return of(command, "", 0);
		}

	}

}
