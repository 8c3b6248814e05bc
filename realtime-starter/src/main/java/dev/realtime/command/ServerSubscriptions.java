package dev.realtime.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.realtime.PersonalChannels;
import dev.realtime.channel.ChannelRule;
import dev.realtime.message.ChannelName;
import dev.realtime.message.UserId;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ClientCommand.Recovery;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.protocol.ServerFrame.SubscribeResult;

/**
 * The subscriptions that come with a connect because the server makes them: a user's
 * personal channel. They are made like those a client asks for, all at once, and none is
 * left behind if one cannot stand.
 */
final class ServerSubscriptions {

	private final CommandContext context;

	private final Unsubscribing unsubscribing;

	ServerSubscriptions(CommandContext context, Unsubscribing unsubscribing) {
		this.context = context;
		this.unsubscribing = unsubscribing;
	}

	/**
	 * Subscribes a client whose identity is known, on its loop.
	 * @param client the client
	 * @param command its connect, which tells the positions it remembers
	 * @param outcome of the connect; completed here with the first error
	 * @param answer called with what stands, unless the outcome is complete before
	 */
	void subscribe(Client client, ClientCommand.Connect command, CompletableFuture<Outcome> outcome,
			Consumer<Standing> answer) {
		List<ChannelName> channels = channelsOf(client.identity().user());
		if (channels.isEmpty()) {
			answer.accept(Standing.NONE);
			return;
		}
		Round round = new Round(client, command, outcome, answer, channels.size());
		channels.forEach(round::subscribe);
	}

	private List<ChannelName> channelsOf(UserId user) {
		PersonalChannels personal = this.context.personal();
		return (personal == null || user.isAnonymous()) ? List.of() : List.of(personal.of(user));
	}

	/**
	 * What a client is subscribed to when it is told that it is connected.
	 *
	 * @param results channel to what the client is told of it
	 * @param release lets publications follow, behind the reply
	 */
	record Standing(Map<String, SubscribeResult> results, Runnable release) {

		static final Standing NONE = new Standing(Map.of(), () -> {
		});

	}

	/** All of one connect. */
	private final class Round {

		private final Client client;

		private final ClientCommand.Connect command;

		private final CompletableFuture<Outcome> outcome;

		private final Consumer<Standing> answer;

		private final List<Member> members = new ArrayList<>(1);

		private final Map<String, SubscribeResult> results = new HashMap<>();

		private int missing;

		Round(Client client, ClientCommand.Connect command, CompletableFuture<Outcome> outcome,
				Consumer<Standing> answer, int size) {
			this.client = client;
			this.command = command;
			this.outcome = outcome;
			this.answer = answer;
			this.missing = size;
		}

		void subscribe(ChannelName channel) {
			if (this.outcome.isDone()) {
				return;
			}
			ChannelRule rule = ServerSubscriptions.this.context.rules().find(channel);
			if (rule == null) {
				refused(ErrorCode.UNKNOWN_CHANNEL.error());
				return;
			}
			ClientSubscription entry = ClientSubscription.ofServer(channel, rule);
			this.client.subscriptions().add(entry);
			this.outcome.whenComplete((done, failure) -> {
				if (!entry.isEstablished()) {
					ServerSubscriptions.this.unsubscribing.end(this.client, entry);
				}
			});
			Member member = new Member(this, entry);
			this.members.add(member);
			member.flow.start();
		}

		Recovery remembered(ChannelName channel) {
			return this.command.subscriptions().getOrDefault(channel.value(), Recovery.NONE);
		}

		void subscribed(ChannelName channel, SubscribeResult result) {
			this.results.put(channel.value(), result);
			this.missing--;
			if (this.missing == 0) {
				this.members.forEach((member) -> member.entry.established());
				this.answer
					.accept(new Standing(this.results, () -> this.members.forEach((member) -> member.flow.release())));
			}
		}

		void refused(ProtocolError error) {
			this.outcome.complete(Outcome.error(this.command.id(), error));
		}

	}

	/** One of them. */
	private final class Member implements SubscribeFlow.Asker {

		private final Round round;

		private final ClientSubscription entry;

		private final SubscribeFlow flow;

		Member(Round round, ClientSubscription entry) {
			this.round = round;
			this.entry = entry;
			this.flow = new SubscribeFlow(ServerSubscriptions.this.context, round.client, entry,
					SubscribeRequest.ofServer(round.remembered(entry.channel())), this);
		}

		@Override
		public boolean isWaiting() {
			return !this.round.outcome.isDone();
		}

		@Override
		public void subscribed(SubscribeResult result) {
			this.round.subscribed(this.entry.channel(), result);
		}

		@Override
		public void refused(ProtocolError error) {
			this.round.refused(error);
		}

	}

}
