package dev.realtime.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerClock;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.loop.Loop;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * Reads a channel's history for all who are behind: one read at a time, from the oldest
 * place anybody waits at; whoever comes while it is under way shares the next one.
 * Belongs to the home's loop.
 */
final class CatchUp {

	private final ChannelName channel;

	private final ChannelRule rule;

	private final Broker broker;

	private final BrokerClock clock;

	private final Loop loop;

	private final ChannelStats stats;

	private List<Waiter> waiters = new ArrayList<>();

	private boolean reading;

	CatchUp(ChannelName channel, ChannelRule rule, Broker broker, Loop loop, ChannelStats stats) {
		this.channel = channel;
		this.rule = rule;
		this.broker = broker;
		this.clock = broker.clock(channel);
		this.loop = loop;
		this.stats = stats;
	}

	void read(StreamPosition since, Consumer<@Nullable List<Delivery>> answer) {
		this.waiters.add(new Waiter(since, answer));
		if (!this.reading) {
			readForAll();
		}
	}

	private void readForAll() {
		List<Waiter> served = this.waiters;
		this.waiters = new ArrayList<>();
		this.reading = true;
		this.stats.historyRead();
		long oldest = served.stream().mapToLong((waiter) -> waiter.since.offset()).min().orElse(0);
		HistoryQuery query = HistoryQuery.after(served.get(0).since.at(oldest), this.rule.history().size());
		this.broker.history(this.channel, query)
			.whenComplete((page, failure) -> this.loop.executeNowOrLater(() -> answer(served, page)));
	}

	private void answer(List<Waiter> served, @Nullable HistoryPage page) {
		List<Delivery> read = (page == null) ? List.of()
				: page.publications()
					.stream()
					.map((publication) -> Delivery.of(this.channel, publication, this.clock, false))
					.toList();
		for (Waiter waiter : served) {
			waiter.answer.accept((page == null) ? null : after(waiter.since, page, read));
		}
		this.reading = false;
		if (!this.waiters.isEmpty()) {
			readForAll();
		}
	}

	/** What follows a position, or null if something is missing in between. */
	private static @Nullable List<Delivery> after(StreamPosition since, HistoryPage page, List<Delivery> read) {
		if (!since.epoch().equals(page.position().epoch())) {
			return null;
		}
		int from = 0;
		while (from < read.size() && read.get(from).offset() <= since.offset()) {
			from++;
		}
		if (from == read.size()) {
			return (page.position().offset() == since.offset()) ? List.of() : null;
		}
		Publication first = page.publications().get(from);
		return (first.offset() == since.offset() + 1) ? read.subList(from, read.size()) : null;
	}

	private record Waiter(StreamPosition since, Consumer<@Nullable List<Delivery>> answer) {

	}

}
