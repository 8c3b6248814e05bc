package dev.realtime.command;

import java.util.Locale;

import dev.realtime.protocol.ClientCommand;

/**
 * The kinds of commands, as meters call them.
 */
public enum CommandKind {

	/** Opens the session. */
	CONNECT,

	/** Subscribes to a channel. */
	SUBSCRIBE,

	/** Ends a subscription. */
	UNSUBSCRIBE,

	/** Publishes to a channel. */
	PUBLISH,

	/** Asks who is in a channel. */
	PRESENCE,

	/** Asks how many are in a channel. */
	PRESENCE_STATS,

	/** Reads a channel's history. */
	HISTORY,

	/** Calls a method of the application. */
	RPC,

	/** A message to the application. */
	SEND,

	/** Renews the connection's credential. */
	REFRESH,

	/** Renews a subscription's credential. */
	SUB_REFRESH,

	/** Asks nothing. */
	PING,

	/**
	 * Answers a ping of the server. Counted by the session, in which it waits behind
	 * nothing.
	 */
	PONG;

	private final String text = name().toLowerCase(Locale.ROOT);

	static CommandKind of(ClientCommand command) {
		return command.dispatchTo(Kinds.INSTANCE);
	}

	/**
	 * Returns the name on the wire, for meters.
	 * @return words in lower case with underscores between
	 */
	@Override
	public String toString() {
		return this.text;
	}

	private static final class Kinds implements ClientCommand.Handler<CommandKind> {

		private static final Kinds INSTANCE = new Kinds();

		@Override
		public CommandKind connect(ClientCommand.Connect command) {
			return CONNECT;
		}

		@Override
		public CommandKind subscribe(ClientCommand.Subscribe command) {
			return SUBSCRIBE;
		}

		@Override
		public CommandKind unsubscribe(ClientCommand.Unsubscribe command) {
			return UNSUBSCRIBE;
		}

		@Override
		public CommandKind publish(ClientCommand.Publish command) {
			return PUBLISH;
		}

		@Override
		public CommandKind presence(ClientCommand.Presence command) {
			return PRESENCE;
		}

		@Override
		public CommandKind presenceStats(ClientCommand.PresenceStats command) {
			return PRESENCE_STATS;
		}

		@Override
		public CommandKind history(ClientCommand.History command) {
			return HISTORY;
		}

		@Override
		public CommandKind rpc(ClientCommand.Rpc command) {
			return RPC;
		}

		@Override
		public CommandKind send(ClientCommand.Send command) {
			return SEND;
		}

		@Override
		public CommandKind refresh(ClientCommand.Refresh command) {
			return REFRESH;
		}

		@Override
		public CommandKind subRefresh(ClientCommand.SubRefresh command) {
			return SUB_REFRESH;
		}

		@Override
		public CommandKind ping(ClientCommand.Ping command) {
			return PING;
		}

		@Override
		public CommandKind pong(ClientCommand.Pong command) {
			return PONG;
		}

	}

}
