package dev.realtime.command;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.Subscription;
import dev.realtime.channel.SubscriptionFacts;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;

/**
 * The subscriptions of one connection, from the moment they are asked for. Belongs to the
 * connection's loop.
 */
public final class SubscriptionBook {

	private final Map<ChannelName, ClientSubscription> entries = new HashMap<>(4);

	/** When the client was told last to recover a channel; absent until it is. */
	private @Nullable Map<ChannelName, Long> toldToRecover;

	private int serverSide;

	/**
	 * Returns how many there are, those that are still being set up included.
	 * @return the number
	 */
	public int size() {
		return this.entries.size();
	}

	/**
	 * Returns how much its channels matter.
	 * @return the priority of the most important by its rule, {@link Priority#LOW} if
	 * there is none
	 */
	public Priority mostImportant() {
		Priority best = Priority.LOW;
		for (ClientSubscription subscription : this.entries.values()) {
			best = best.max(subscription.rule().priority());
		}
		return best;
	}

	/**
	 * Whether a channel is among them.
	 * @param channel which
	 * @return whether it was asked for
	 */
	public boolean holds(ChannelName channel) {
		return this.entries.containsKey(channel);
	}

	/**
	 * Tells how they are, those left out that are not under way yet.
	 * @return as of now, in the order of their names
	 */
	public List<SubscriptionFacts> facts() {
		return this.entries.values()
			.stream()
			.map(ClientSubscription::subscription)
			.filter(Objects::nonNull)
			.map(Subscription::facts)
			.sorted(Comparator.comparing((each) -> each.channel().value()))
			.toList();
	}

	/** How many the client asked for: only these count towards its limit. */
	int askedFor() {
		return this.entries.size() - this.serverSide;
	}

	@Nullable ClientSubscription find(ChannelName channel) {
		return this.entries.get(channel);
	}

	void add(ClientSubscription subscription) {
		this.entries.put(subscription.channel(), subscription);
		this.serverSide += subscription.isServerSide() ? 1 : 0;
	}

	boolean remove(ClientSubscription subscription) {
		boolean removed = this.entries.remove(subscription.channel(), subscription);
		this.serverSide -= (removed && subscription.isServerSide()) ? 1 : 0;
		return removed;
	}

	/** Remembers when the client was told to recover a channel. */
	void tellToRecover(ChannelName channel, long nowNanos) {
		Map<ChannelName, Long> told = this.toldToRecover;
		if (told == null) {
			told = new HashMap<>(4);
			this.toldToRecover = told;
		}
		told.put(channel, nowNanos);
	}

	/** When the client was told that, if it was lately. */
	@Nullable Long toldToRecover(ChannelName channel, long nowNanos) {
		Map<ChannelName, Long> told = this.toldToRecover;
		if (told == null) {
			return null;
		}
		told.values().removeIf((at) -> nowNanos - at >= ResubscribePace.REST_NANOS);
		return told.get(channel);
	}

	List<ClientSubscription> all() {
		return List.copyOf(this.entries.values());
	}

}
