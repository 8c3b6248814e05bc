package dev.realtime.command;

import java.util.concurrent.CompletableFuture;

import dev.realtime.channel.Subscription;
import dev.realtime.loop.Timer;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ErrorCode;

/**
 * The front door of the room: answers commands. One for all connections of a node;
 * whatever belongs to one connection is in its {@link Client}. Everything is called on
 * the connection's loop.
 */
public final class Commands {

	private final CommandContext context;

	private final CommandStats stats = new CommandStats();

	private final Connecting connecting;

	private final Subscribing subscribing;

	private final Unsubscribing unsubscribing;

	private final Publishing publishing;

	private final Reading reading;

	private final Calling calling;

	/**
	 * Makes the handlers.
	 * @param context what they work with
	 */
	public Commands(CommandContext context) {
		this.context = context;
		Authorization authorization = new Authorization(context);
		this.unsubscribing = new Unsubscribing(context);
		this.connecting = new Connecting(context, new ServerSubscriptions(context, this.unsubscribing));
		this.subscribing = new Subscribing(context, authorization, this.unsubscribing);
		this.publishing = new Publishing(context, authorization);
		this.reading = new Reading(context, authorization);
		this.calling = new Calling(context);
	}

	/**
	 * Makes the order of a new connection's commands.
	 * @param client the connection
	 * @return its runner
	 */
	public CommandRunner runner(Client client) {
		return new CommandRunner(client, this, this.context.settings());
	}

	/**
	 * Ends all subscriptions of a connection that is gone.
	 * @param client the connection
	 */
	public void closed(Client client) {
		client.subscriptions().all().forEach((subscription) -> this.unsubscribing.end(client, subscription));
	}

	/**
	 * Tells a client that a subscription cannot go on and that it shall recover: by an
	 * unsubscribe, or by the end of the connection if the server made the subscription.
	 * @param client the connection
	 * @param subscription what was cancelled
	 */
	public void insufficient(Client client, Subscription subscription) {
		this.unsubscribing.insufficient(client, subscription);
	}

	/**
	 * Returns how commands ended.
	 * @return a live view, any thread
	 */
	public CommandStats stats() {
		return this.stats;
	}

	/** Starts a command; the future is completed on the client's loop. */
	CompletableFuture<Outcome> start(Client client, ClientCommand command) {
		CompletableFuture<Outcome> outcome = new CompletableFuture<>();
		Timer deadline = client.loop()
			.schedule(this.context.settings().deadline(), () -> outcome.complete(tooLate(command)));
		command.dispatchTo(new Dispatch(client, outcome));
		outcome.whenComplete((done, failure) -> deadline.cancel());
		return outcome;
	}

	private Outcome tooLate(ClientCommand command) {
		if (command.id() == 0) {
			return new Outcome.Silence();
		}
		return Outcome.error(command.id(), ErrorCode.INTERNAL
			.because("no answer within " + this.context.settings().deadline().toSeconds() + " s"));
	}

	/** Sends each kind of command to its handler. */
	private final class Dispatch implements ClientCommand.Handler<Boolean> {

		private final Client client;

		private final CompletableFuture<Outcome> outcome;

		Dispatch(Client client, CompletableFuture<Outcome> outcome) {
			this.client = client;
			this.outcome = outcome;
		}

		@Override
		public Boolean connect(ClientCommand.Connect command) {
			return started(() -> Commands.this.connecting.connect(this.client, command, this.outcome));
		}

		@Override
		public Boolean subscribe(ClientCommand.Subscribe command) {
			return started(() -> Commands.this.subscribing.subscribe(this.client, command, this.outcome));
		}

		@Override
		public Boolean unsubscribe(ClientCommand.Unsubscribe command) {
			return this.outcome.complete(Commands.this.unsubscribing.unsubscribe(this.client, command));
		}

		@Override
		public Boolean publish(ClientCommand.Publish command) {
			return started(() -> Commands.this.publishing.publish(this.client, command, this.outcome));
		}

		@Override
		public Boolean presence(ClientCommand.Presence command) {
			return started(() -> Commands.this.reading.presence(this.client, command, this.outcome));
		}

		@Override
		public Boolean presenceStats(ClientCommand.PresenceStats command) {
			return started(() -> Commands.this.reading.presenceStats(this.client, command, this.outcome));
		}

		@Override
		public Boolean history(ClientCommand.History command) {
			return started(() -> Commands.this.reading.history(this.client, command, this.outcome));
		}

		@Override
		public Boolean rpc(ClientCommand.Rpc command) {
			return started(() -> Commands.this.calling.rpc(this.client, command, this.outcome));
		}

		@Override
		public Boolean send(ClientCommand.Send command) {
			return started(() -> Commands.this.calling.send(this.client, command, this.outcome));
		}

		@Override
		public Boolean refresh(ClientCommand.Refresh command) {
			return started(() -> Commands.this.connecting.refresh(this.client, command, this.outcome));
		}

		@Override
		public Boolean subRefresh(ClientCommand.SubRefresh command) {
			return started(() -> Commands.this.subscribing.refresh(this.client, command, this.outcome));
		}

		@Override
		public Boolean ping(ClientCommand.Ping command) {
			return this.outcome.complete(Outcome.error(command.id(), ErrorCode.METHOD_NOT_FOUND));
		}

		@Override
		public Boolean pong(ClientCommand.Pong command) {
			return this.outcome.complete(new Outcome.Silence());
		}

		private static Boolean started(Runnable work) {
			work.run();
			return true;
		}

	}

}
