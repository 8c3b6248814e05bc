package dev.realtime.command;

import dev.realtime.protocol.ClientCommand;

/**
 * What a command must not overlap with: commands of the same key run one after the other.
 */
final class CommandKeys implements ClientCommand.Handler<Object> {

	static final CommandKeys INSTANCE = new CommandKeys();

	/** Keys that are no channel's name. */
	private enum Key {

		CONNECTION, APPLICATION

	}

	@Override
	public Object connect(ClientCommand.Connect command) {
		return Key.CONNECTION;
	}

	@Override
	public Object subscribe(ClientCommand.Subscribe command) {
		return command.channel();
	}

	@Override
	public Object unsubscribe(ClientCommand.Unsubscribe command) {
		return command.channel();
	}

	@Override
	public Object publish(ClientCommand.Publish command) {
		return command.channel();
	}

	@Override
	public Object presence(ClientCommand.Presence command) {
		return command.channel();
	}

	@Override
	public Object presenceStats(ClientCommand.PresenceStats command) {
		return command.channel();
	}

	@Override
	public Object history(ClientCommand.History command) {
		return command.channel();
	}

	@Override
	public Object rpc(ClientCommand.Rpc command) {
		return Key.APPLICATION;
	}

	@Override
	public Object send(ClientCommand.Send command) {
		return Key.APPLICATION;
	}

	@Override
	public Object refresh(ClientCommand.Refresh command) {
		return Key.CONNECTION;
	}

	@Override
	public Object subRefresh(ClientCommand.SubRefresh command) {
		return command.channel();
	}

	@Override
	public Object ping(ClientCommand.Ping command) {
		return Key.CONNECTION;
	}

	@Override
	public Object pong(ClientCommand.Pong command) {
		return Key.CONNECTION;
	}

}
