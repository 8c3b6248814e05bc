package dev.realtime.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.BrokerClock;
import dev.realtime.loop.Loop;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.protocol.Codec;

/**
 * A channel's subscribers on one loop, with references to the newest deliveries. Belongs
 * to that loop; the home on its own loop knows it by reference and posts to it.
 */
final class ChannelShard {

	private final ChannelName channel;

	private final ChannelRule rule;

	private final Loop loop;

	private final BrokerClock clock;

	private final Consumer<ChannelShard> onEmpty;

	private final ChannelStats stats;

	private final HandOvers handOvers;

	private final List<Subscription> subscriptions = new ArrayList<>();

	/** Joins the home has not answered yet; it must not be forgotten while there are. */
	private int pendingJoins;

	/** Of the channel's home, which is another after each first seed. */
	private Crowd crowd = new Crowd();

	private @Nullable Tail tail;

	/**
	 * Number of the newest entry that subscribers are served; later ones are held back.
	 */
	private long shown;

	private final Restraint restraint;

	private final Batches batches;

	private String epoch = "";

	ChannelShard(ChannelName channel, ChannelRule rule, Loop loop, BrokerClock clock, ChannelStats stats,
			HandOvers handOvers, TrafficPolicy policy, Consumer<ChannelShard> onEmpty) {
		this.channel = channel;
		this.rule = rule;
		this.loop = loop;
		this.clock = clock;
		this.stats = stats;
		this.handOvers = handOvers;
		this.restraint = new Restraint(channel, rule, loop, policy, this::windowEnded);
		this.batches = new Batches(rule.shaping().conflate());
		this.onEmpty = onEmpty;
	}

	ChannelName channel() {
		return this.channel;
	}

	ChannelRule rule() {
		return this.rule;
	}

	Loop loop() {
		return this.loop;
	}

	ChannelStats stats() {
		return this.stats;
	}

	/** A subscriber is given publications, the oldest of which was published then. */
	void handedOver(int publications, long oldestMillis) {
		this.stats.delivered(publications);
		this.handOvers.given(oldestMillis, publications);
	}

	String epoch() {
		return this.epoch;
	}

	Tail tail() {
		Tail seeded = this.tail;
		if (seeded == null) {
			throw new IllegalStateException("The shard of " + this.channel + " was used before its home had answered");
		}
		return seeded;
	}

	/** Whether something has come that subscribers are not served yet. */
	boolean holdsBack() {
		return this.tail != null && this.shown < this.tail.last();
	}

	/** Number of the newest entry that subscribers are served. */
	long shown() {
		return this.shown;
	}

	/** How much the channel matters now: what its rule says, or an operator. */
	Priority priority() {
		return this.restraint.priority();
	}

	boolean isCrowded() {
		return this.crowd.isTooLarge();
	}

	void joining() {
		this.pendingJoins++;
	}

	/** The home has given up on a join. */
	void joinFailed() {
		this.pendingJoins--;
		forgetIfEmpty();
	}

	/**
	 * The home has answered a join, with the state to start from if this is the first.
	 */
	void joined(Subscription subscription, @Nullable Tail seed, String newEpoch, Crowd newCrowd) {
		this.pendingJoins--;
		if (seed != null) {
			this.tail = seed;
			this.shown = seed.last();
			this.epoch = newEpoch;
			this.crowd = newCrowd;
			this.batches.forget();
		}
		if (subscription.isCancelled()) {
			forgetIfEmpty();
			return;
		}
		subscription.index = this.subscriptions.size();
		this.subscriptions.add(subscription);
		this.stats.subscribed();
		this.crowd.entered();
		subscription.joinedAt(tail().last());
	}

	void remove(Subscription subscription) {
		int index = subscription.index;
		if (index < 0) {
			return;
		}
		Subscription last = this.subscriptions.remove(this.subscriptions.size() - 1);
		if (last != subscription) {
			this.subscriptions.set(index, last);
			last.index = index;
		}
		subscription.index = -1;
		this.stats.unsubscribed();
		this.crowd.left();
		forgetIfEmpty();
	}

	void deliver(Delivery delivery) {
		Tail seeded = this.tail;
		if (seeded == null) {
			// Posted for a former shard of the same channel; the seed contains it.
			return;
		}
		seeded.append(delivery);
		if (delivery.isPublication()) {
			this.stats.expected(this.subscriptions.size());
		}
		if (this.restraint.holdsBack(delivery)) {
			// What left the tail unseen is nobody's any more.
			this.shown = Math.max(this.shown, seeded.first() - 1);
		}
		else if (this.shown == seeded.last() - 1) {
			this.shown = seeded.last();
			arrived(delivery.isPublication(), this.restraint.lane(delivery));
		}
		else {
			show();
		}
	}

	/** Another policy holds. */
	void apply(TrafficPolicy policy) {
		boolean moved = this.restraint.apply(policy);
		if (this.tail == null) {
			return;
		}
		if (moved) {
			for (int i = 0; i < this.subscriptions.size(); i++) {
				this.subscriptions.get(i).priorityChanged();
			}
		}
		if (!this.restraint.isHolding()) {
			show();
		}
	}

	/** Memory has become scarce. */
	void shorten() {
		Tail seeded = this.tail;
		if (seeded != null) {
			seeded.shorten(TailBudget.SCARCE_BYTES);
			this.shown = Math.max(this.shown, seeded.first() - 1);
			this.batches.forget();
		}
	}

	private void windowEnded() {
		if (this.tail != null && !this.restraint.isHolding() && this.shown < tail().last()) {
			show();
			this.restraint.begin();
		}
	}

	/** Serves what was held back, if anything was. */
	private void show() {
		boolean publications = false;
		Priority best = priority();
		for (long number = Math.max(this.shown + 1, tail().first()); number <= tail().last(); number++) {
			Delivery delivery = tail().get(number);
			publications |= delivery.isPublication();
			best = best.max(this.restraint.lane(delivery));
		}
		if (this.shown < tail().last()) {
			this.shown = tail().last();
			arrived(publications, best);
		}
	}

	private void arrived(boolean publications, Priority lane) {
		for (int i = 0; i < this.subscriptions.size(); i++) {
			this.subscriptions.get(i).arrived(publications, lane);
		}
	}

	/** Counting has started over, or a hole could not be filled. */
	void reset(Tail newTail, String newEpoch) {
		if (this.tail == null) {
			return;
		}
		this.subscriptions.forEach(Subscription::writeOff);
		this.tail = newTail;
		this.shown = newTail.last();
		this.epoch = newEpoch;
		this.batches.forget();
		for (Subscription subscription : List.copyOf(this.subscriptions)) {
			subscription.streamWasReset();
		}
	}

	/** The home cannot go on: every client is told to recover, which makes a new one. */
	void abandon() {
		for (Subscription subscription : List.copyOf(this.subscriptions)) {
			subscription.giveUp();
		}
	}

	/**
	 * Joins the entries that follow a cursor.
	 * @param from number of the first entry
	 * @param room the most bytes, but at least one frame
	 * @param form what the subscriber wants them to look like
	 * @return the batch, or nothing if no entry is for such a subscriber
	 */
	@Nullable Batch batch(long from, long room, Form form, Codec codec) {
		return this.batches.batch(tail(), from, this.shown, room, form, codec);
	}

	/** The most urgent priority among the entries after a cursor. */
	Priority priorityAfter(long cursor) {
		Priority best = priority();
		for (long number = Math.max(cursor + 1, tail().first()); number <= this.shown; number++) {
			best = best.max(this.restraint.lane(tail().get(number)));
		}
		return best;
	}

	/** The newest publication, unless history would have let it expire. */
	@Nullable Publication newest(long toNumber) {
		long number = tail().newestPublication(toNumber);
		Publication newest = (number >= tail().first()) ? tail().get(number).publication() : null;
		return (newest != null && isExpired(newest)) ? null : newest;
	}

	boolean isExpired(Publication newest) {
		long now = this.loop.ticker().currentTimeMillis() + this.clock.aheadMillis();
		return this.rule.history().isKept() && now - newest.timeMillis() >= this.rule.history().ttl().toMillis();
	}

	private void forgetIfEmpty() {
		if (this.subscriptions.isEmpty() && this.pendingJoins == 0) {
			this.tail = null;
			this.restraint.end();
			this.batches.forget();
			this.onEmpty.accept(this);
		}
	}

}
