package dev.realtime.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.loop.Loop;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;

/**
 * A channel's subscribers on one loop, with references to the newest deliveries. Belongs
 * to that loop; the home on its own loop knows it by reference and posts to it.
 */
final class ChannelShard {

	/** How much is joined for sharing; larger hand-overs are made of several. */
	private static final int SHARED_BYTES = 32 * 1024;

	private final ChannelName channel;

	private final ChannelRule rule;

	private final Loop loop;

	private final Consumer<ChannelShard> onEmpty;

	private final ChannelStats stats;

	private final List<Subscription> subscriptions = new ArrayList<>();

	/** Joins the home has not answered yet; it must not be forgotten while there are. */
	private int pendingJoins;

	/** Of the channel's home, which is another after each first seed. */
	private Crowd crowd = new Crowd();

	private @Nullable Tail tail;

	private String epoch = "";

	private @Nullable Batch shared;

	/** The same for subscriptions with deltas. */
	private @Nullable Batch sharedDelta;

	ChannelShard(ChannelName channel, ChannelRule rule, Loop loop, ChannelStats stats, Consumer<ChannelShard> onEmpty) {
		this.channel = channel;
		this.rule = rule;
		this.loop = loop;
		this.stats = stats;
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
			this.epoch = newEpoch;
			this.crowd = newCrowd;
			forgetShared();
		}
		if (subscription.isCancelled()) {
			forgetIfEmpty();
			return;
		}
		subscription.index = this.subscriptions.size();
		this.subscriptions.add(subscription);
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
		for (int i = 0; i < this.subscriptions.size(); i++) {
			this.subscriptions.get(i).arrived(delivery);
		}
	}

	/** Counting has started over, or a hole could not be filled. */
	void reset(Tail newTail, String newEpoch) {
		if (this.tail == null) {
			return;
		}
		this.tail = newTail;
		this.epoch = newEpoch;
		forgetShared();
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
		Batch known = form.delta() ? this.sharedDelta : this.shared;
		if (known != null && known.from() == from && known.form().isSame(form) && known.to() == tail().last()
				&& known.frame().size() <= room) {
			return known;
		}
		Batch made = join(from, Math.min(room, SHARED_BYTES), form, codec);
		if (made != null && made.to() == tail().last()) {
			if (form.delta()) {
				this.sharedDelta = made;
			}
			else {
				this.shared = made;
			}
		}
		return made;
	}

	private @Nullable Batch join(long from, long room, Form form, Codec codec) {
		EncodedFrame single = null;
		List<EncodedFrame> frames = null;
		long bytes = 0;
		int publications = 0;
		long saved = 0;
		long skipped = 0;
		long newest = this.rule.conflate() ? tail().newestPublication(tail().last()) : 0;
		Form next = form;
		long number = from;
		for (; number <= tail().last(); number++) {
			Delivery delivery = tail().get(number);
			if (!next.wants(delivery)) {
				continue;
			}
			if (number < newest && delivery.isPublication()) {
				skipped++;
				continue;
			}
			EncodedFrame frame = next.frame(delivery, codec);
			if (single != null && bytes + frame.size() + 1 > room) {
				break;
			}
			bytes += frame.size() + 1;
			publications += delivery.isPublication() ? 1 : 0;
			saved += next.delta() ? delivery.saved(codec, frame) : 0;
			next = next.after(delivery);
			if (single == null) {
				single = frame;
				continue;
			}
			if (frames == null) {
				frames = new ArrayList<>();
				frames.add(single);
			}
			frames.add(frame);
		}
		if (single == null) {
			return null;
		}
		long to = number - 1;
		EncodedFrame joined = (frames != null) ? codec.join(frames) : single;
		return new Batch(from, to, joined, publications, skipped, tail().get(to).offset(), form, next, saved);
	}

	/** The most urgent priority among the entries after a cursor. */
	Priority priorityAfter(long cursor) {
		Priority priority = this.rule.priority();
		for (long number = Math.max(cursor + 1, tail().first()); number <= tail().last(); number++) {
			priority = priority.max(tail().get(number).priority());
		}
		return priority;
	}

	/** The newest publication, unless history would have let it expire. */
	@Nullable Publication newest(long toNumber) {
		long number = tail().newestPublication(toNumber);
		Publication newest = (number >= tail().first()) ? tail().get(number).publication() : null;
		return (newest != null && isExpired(newest)) ? null : newest;
	}

	boolean isExpired(Publication newest) {
		return this.rule.history().isKept()
				&& this.loop.ticker().currentTimeMillis() - newest.timeMillis() >= this.rule.history().ttl().toMillis();
	}

	private void forgetShared() {
		this.shared = null;
		this.sharedDelta = null;
	}

	private void forgetIfEmpty() {
		if (this.subscriptions.isEmpty() && this.pendingJoins == 0) {
			this.tail = null;
			forgetShared();
			this.onEmpty.accept(this);
		}
	}

}
