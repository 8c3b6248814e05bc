package dev.realtime.command;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ServerFrame;

/**
 * Takes one connection's commands from the wire to their replies: limits, orders, starts,
 * answers. Belongs to the connection's loop.
 */
public final class CommandRunner {

	private final Client client;

	private final Commands commands;

	private final CommandQueue queue;

	private final CommandLimiter limiter;

	CommandRunner(Client client, Commands commands, CommandSettings settings) {
		this.client = client;
		this.commands = commands;
		this.queue = new CommandQueue(new Start());
		this.limiter = new CommandLimiter(settings.commandsPerSecond(),
				settings.maxChannels() + settings.commandsPerSecond(), client.loop().ticker().nanoTime());
	}

	/**
	 * Takes a command.
	 * @param command the command
	 * @param bytes how many bytes it took on the wire
	 */
	public void offer(ClientCommand command, int bytes) {
		if (!isUnlimited(command) && !this.limiter.tryAcquire(this.client.loop().ticker().nanoTime())) {
			refuse(command);
			return;
		}
		CloseReason close = this.queue.offer(command, bytes);
		if (close != null) {
			this.commands.stats().ended(command, CommandResult.CLOSED);
			this.client.close(close);
		}
	}

	/**
	 * Starts what waits, now that the client takes replies again.
	 */
	public void resume() {
		this.queue.resume();
	}

	/**
	 * Drops what waits.
	 */
	public void clear() {
		this.queue.clear();
	}

	/** An unsubscribe never fails: client libraries answer an error by reconnecting. */
	private static boolean isUnlimited(ClientCommand command) {
		return command instanceof ClientCommand.Unsubscribe;
	}

	private void refuse(ClientCommand command) {
		this.commands.stats().ended(command, CommandResult.LIMITED);
		if (command.id() == 0) {
			this.client.close(CloseReason.TOO_MANY_REQUESTS.because("send less often"));
		}
		else {
			this.client.send(new ServerFrame.ErrorReply(command.id(), ErrorCode.TOO_MANY_REQUESTS.error()));
		}
	}

	private void start(ClientCommand command) {
		this.commands.start(this.client, command).whenComplete((outcome, failure) -> {
			if (failure != null) {
				throw new IllegalStateException("Handlers answer and do not fail", failure);
			}
			finish(command, outcome);
		});
	}

	private void finish(ClientCommand command, Outcome outcome) {
		if (!this.client.isOpen()) {
			this.commands.stats().ended(command, CommandResult.ABANDONED);
			return;
		}
		Finish finish = new Finish();
		outcome.dispatchTo(finish);
		this.commands.stats().ended(command, finish.result);
		if (!(command instanceof ClientCommand.Connect)) {
			this.queue.done(command);
			return;
		}
		boolean accepted = finish.reply instanceof ServerFrame.ConnectReply;
		if (!accepted) {
			this.client.leave();
		}
		this.queue.connected(accepted);
	}

	private final class Start implements CommandQueue.Starter {

		@Override
		public void start(ClientCommand command) {
			CommandRunner.this.start(command);
		}

		@Override
		public boolean pause() {
			return CommandRunner.this.client.pauseReading();
		}

		@Override
		public void unpause() {
			CommandRunner.this.client.resumeReading();
		}

		@Override
		public boolean mayStart() {
			return CommandRunner.this.client.takesReplies();
		}

	}

	private final class Finish implements Outcome.Handler {

		private ServerFrame.@Nullable Reply reply;

		private CommandResult result = CommandResult.OK;

		@Override
		public void answer(Outcome.Answer answer) {
			this.reply = answer.reply();
			if (answer.reply() instanceof ServerFrame.ErrorReply) {
				this.result = CommandResult.ERROR;
			}
			CommandRunner.this.client.send(answer.reply());
			if (answer.reply() instanceof ServerFrame.ConnectReply) {
				// Before the application hears of subscriptions that came with it.
				CommandRunner.this.client.connected();
			}
			answer.behindIt().run();
		}

		@Override
		public void silence() {
			// There is nothing to say and nothing to do.
		}

		@Override
		public void close(CloseReason reason) {
			this.result = CommandResult.CLOSED;
			CommandRunner.this.client.close(reason);
		}

	}

}
