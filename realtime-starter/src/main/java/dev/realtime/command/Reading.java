package dev.realtime.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.channel.ChannelRule;
import dev.realtime.message.ChannelName;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.security.ChannelAccess.Operation;

/**
 * Answers what only reads: {@code presence}, {@code presence_stats}, {@code history}.
 */
final class Reading {

	private final CommandContext context;

	private final Authorization authorization;

	Reading(CommandContext context, Authorization authorization) {
		this.context = context;
		this.authorization = authorization;
	}

	void presence(Client client, ClientCommand.Presence command, CompletableFuture<Outcome> outcome) {
		read(client, command.id(), command.channel(), Operation.PRESENCE, outcome, Reading::presenceProblem,
				this.context.presence()::list,
				(channel, clients) -> Outcome.reply(new ServerFrame.PresenceReply(command.id(), clients)));
	}

	void presenceStats(Client client, ClientCommand.PresenceStats command, CompletableFuture<Outcome> outcome) {
		read(client, command.id(), command.channel(), Operation.PRESENCE, outcome, Reading::presenceProblem,
				this.context.presence()::stats, (channel, stats) -> Outcome
					.reply(new ServerFrame.PresenceStatsReply(command.id(), stats.clients(), stats.users())));
	}

	void history(Client client, ClientCommand.History command, CompletableFuture<Outcome> outcome) {
		StreamPosition since = command.since();
		if (command.reverse() && since != null && since.offset() == 0) {
			outcome.complete(Outcome.error(command.id(), ErrorCode.BAD_REQUEST
				.because("nothing precedes offset 0; leave out since to start at the newest")));
			return;
		}
		int limit = (command.limit() < 0) ? this.context.settings().historyLimit()
				: Math.min(command.limit(), this.context.settings().historyLimit());
		HistoryQuery query = new HistoryQuery(limit, since, command.reverse());
		read(client, command.id(), command.channel(), Operation.HISTORY, outcome, Reading::historyProblem,
				(channel) -> this.context.broker().history(channel, query),
				(channel, page) -> historyReply(command, page));
	}

	private static Outcome historyReply(ClientCommand.History command, HistoryPage page) {
		StreamPosition since = command.since();
		if (since != null && since.isKnown() && !since.epoch().equals(page.position().epoch())) {
			return Outcome.error(command.id(), ErrorCode.UNRECOVERABLE_POSITION);
		}
		return Outcome.reply(new ServerFrame.HistoryReply(command.id(), page.publications(), page.position()));
	}

	private static @Nullable String presenceProblem(ChannelRule rule) {
		return rule.rights().presence() ? null : "presence is off for this channel";
	}

	private static @Nullable String historyProblem(ChannelRule rule) {
		return (rule.rights().history() && rule.history().isKept()) ? null
				: "clients may not read history of this channel";
	}

	private <T> void read(Client client, long id, String name, Operation operation, CompletableFuture<Outcome> outcome,
			Function<ChannelRule, @Nullable String> problem, Function<ChannelName, CompletionStage<T>> source,
			BiFunction<ChannelName, T, Outcome> reply) {
		ChannelRule rule = ChannelName.isLegal(name) ? this.context.rules().find(ChannelName.of(name)) : null;
		if (rule == null) {
			outcome.complete(Outcome.error(id, ErrorCode.UNKNOWN_CHANNEL));
			return;
		}
		String off = problem.apply(rule);
		if (off != null) {
			outcome.complete(Outcome.error(id, ErrorCode.NOT_AVAILABLE.because(off)));
			return;
		}
		ChannelName channel = ChannelName.of(name);
		this.authorization.decide(client, channel, operation, null, null, (decision) -> {
			if (decision.refusal() != null) {
				outcome.complete(Outcome.error(id, decision.refusal()));
				return;
			}
			source.apply(channel)
				.whenComplete((result, failure) -> client.loop()
					.executeNowOrLater(() -> outcome.complete(
							(failure == null) ? reply.apply(channel, result) : Outcome.error(id, this.context.calls()
								.errorFor("Reading " + operation + " of channel " + channel, failure)))));
		});
	}

}
