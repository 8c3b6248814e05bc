package dev.realtime.command;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

import dev.realtime.protocol.ClientCommand;

/**
 * How the commands of a node's clients ended, counted since it started. What still waited
 * to begin when its connection ended is not counted. Readable from any thread.
 */
public final class CommandStats {

	/** By kind, then by how they ended. */
	private final LongAdder[][] ended = new LongAdder[CommandKind.values().length][CommandResult.values().length];

	CommandStats() {
		for (LongAdder[] ofKind : this.ended) {
			Arrays.setAll(ofKind, (result) -> new LongAdder());
		}
	}

	void ended(ClientCommand command, CommandResult how) {
		this.ended[CommandKind.of(command).ordinal()][how.ordinal()].increment();
	}

	/**
	 * Returns how many commands ended in a way.
	 * @param kind of commands; pongs are counted by the session
	 * @param how they ended
	 * @return number of commands
	 */
	public long ended(CommandKind kind, CommandResult how) {
		return this.ended[kind.ordinal()][how.ordinal()].sum();
	}

}
