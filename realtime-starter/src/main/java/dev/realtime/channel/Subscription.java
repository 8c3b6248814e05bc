package dev.realtime.channel;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.LaneEntry;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.ClientCommand.Recovery;

/**
 * One connection on one channel: a cursor into the tail.
 *
 * <p>
 * It begins held: it has a position, and nothing is handed over until it is released
 * behind the reply. From then on it hands over what follows its cursor, in the order of
 * the channel, whenever its connection has room; what lies between is a number. Belongs
 * to the loop of its subscriber.
 */
public final class Subscription extends LaneEntry {

	private final ChannelShard shard;

	private final Subscriber subscriber;

	private final CatchUpSource history;

	private final Consumer<Subscription> onJoined;

	/** Place among the shard's subscriptions, or -1. */
	int index = -1;

	/** Number of the newest entry that was handed over. */
	private long cursor;

	/** Knows what was really given last, which deltas are made against. */
	private Form form;

	/** The channel's offset after the newest hand-over. */
	private long offset;

	private Priority priority;

	private boolean held = true;

	private boolean cancelled;

	/** What fell off the tail, read back from history; served before the tail. */
	private @Nullable Segment segment;

	private boolean awaitingSegment;

	private StreamPosition joinedAt = StreamPosition.NONE;

	Subscription(ChannelShard shard, Subscriber subscriber, CatchUpSource history, SubscribeOptions options,
			Consumer<Subscription> onJoined) {
		this.shard = shard;
		this.subscriber = subscriber;
		this.history = history;
		this.form = Form.of(options);
		this.onJoined = onJoined;
		this.priority = shard.priority();
	}

	/**
	 * Returns the channel.
	 * @return its name
	 */
	public ChannelName channel() {
		return this.shard.channel();
	}

	/**
	 * Returns the rule of the channel.
	 * @return the rule it was subscribed under
	 */
	public ChannelRule rule() {
		return this.shard.rule();
	}

	/**
	 * Returns the lane in which it is served while it lags: the channel's, or that of the
	 * most urgent publication it has not handed over. The channel's is what its rule
	 * says, or an operator.
	 * @return the priority
	 */
	public Priority priority() {
		return this.priority;
	}

	/**
	 * Returns where the channel stood when it joined: what is published later, and
	 * nothing else, will be handed over.
	 * @return the position, {@link StreamPosition#NONE} in a channel without history
	 */
	public StreamPosition joinedAt() {
		return this.joinedAt;
	}

	/**
	 * Finds what a client missed until this subscription joined.
	 * @param recovery from where
	 * @param answer called on this loop, now or later, unless the subscription is
	 * cancelled before
	 */
	public void recover(Recovery recovery, Consumer<Recovered> answer) {
		new Missed(this.shard, this.history, this.joinedAt, this.cursor).find(recovery.since(), (recovered) -> {
			if (!this.cancelled) {
				// The reply holds them, whole, in front of everything that is handed
				// over.
				List<Publication> missed = recovered.publications();
				if (!missed.isEmpty()) {
					this.form = this.form.given(missed.get(missed.size() - 1));
				}
				answer.accept(recovered);
			}
		});
	}

	/**
	 * Whether the channel is told that its subscriber comes or goes. One with more than
	 * 200 subscribers on this node is not, which is counted.
	 * @return whether to tell it
	 */
	public boolean isWorthTelling() {
		if (this.shard.isCrowded()) {
			this.shard.stats().joinSuppressed();
			return false;
		}
		return true;
	}

	/**
	 * Begins to hand over, behind the reply that has just been queued.
	 */
	public void release() {
		this.held = false;
		if (!this.cancelled && isBehind()) {
			ready();
		}
	}

	/**
	 * Ends the subscription: nothing is handed over any more. Does nothing the second
	 * time.
	 */
	public void cancel() {
		if (!this.cancelled) {
			if (this.index >= 0) {
				writeOff();
			}
			this.cancelled = true;
			this.segment = null;
			this.shard.remove(this);
		}
	}

	/**
	 * Whether it was cancelled.
	 * @return whether {@link #cancel()} was called, by the subscriber or from here
	 */
	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Hands over what follows the cursor.
	 * @param room the most bytes
	 * @param unconditional whether one frame may be larger
	 * @return a frame, possibly of several publications, or nothing: if it is still
	 * behind its next frame does not fit, else there is nothing now
	 */
	public @Nullable EncodedFrame take(long room, boolean unconditional) {
		if (!isBehind()) {
			return null;
		}
		Segment old = this.segment;
		if (old != null) {
			return takeFrom(old, room, unconditional);
		}
		if (this.cursor + 1 < this.shard.tail().first() && (!caughtUpWithTail() || !isBehind())) {
			return null;
		}
		Batch batch = this.shard.batch(this.cursor + 1, room, this.form, this.subscriber.codec());
		if (batch == null) {
			this.cursor = this.shard.shown();
			return null;
		}
		if (batch.frame().size() > room && !unconditional) {
			return null;
		}
		this.cursor = batch.to();
		this.offset = batch.lastOffset();
		this.form = batch.next();
		this.priority = isBehind() ? this.shard.priorityAfter(this.cursor) : this.shard.priority();
		this.shard.handedOver(batch.publications(), batch.oldestMillis());
		if (batch.skipped() != 0) {
			skipped(Decision.CONFLATED, batch.skipped());
		}
		if (batch.saved() != 0) {
			this.shard.stats().deltaSaved(batch.saved());
		}
		return batch.frame();
	}

	/**
	 * Returns how much it would have to hand over to be current.
	 * @return about how many bytes, 0 if it is current
	 */
	public long lagBytes() {
		if (this.cancelled || this.held) {
			return 0;
		}
		Tail tail = this.shard.tail();
		if (rule().shaping().conflate()) {
			long newest = tail.newestPublication(this.shard.shown());
			return (newest > this.cursor && newest >= tail.first()) ? tail.get(newest).size() : 0;
		}
		long inTail = tail.bytesBetween(this.cursor, this.shard.shown());
		long before = (rule().recovery() == RecoveryMode.STREAM) ? tail.floorOffset() - this.offset : 0;
		return (before > 0) ? inTail + before * tail.averageBytes() : inTail;
	}

	/**
	 * Does what its rule wants where a connection lags by too much: it may go on with the
	 * newest publication or with the next one.
	 * @return what the rule wants; for {@link Overflow#DISCONNECT} that is up to the
	 * caller
	 */
	public Overflow overflow() {
		Overflow wanted = rule().shaping().overflow();
		switch (wanted) {
			case NEWEST -> goOnBehind(beforeNewest(), Decision.OVERFLOW);
			case SKIP -> goOnBehind(this.shard.shown(), Decision.OVERFLOW);
			case CATCH_UP, DISCONNECT -> {
				// It keeps its place.
			}
		}
		return wanted;
	}

	/**
	 * Tells how it is.
	 * @return as of now
	 */
	public SubscriptionFacts facts() {
		StreamPosition position = rule().history().isKept() ? new StreamPosition(this.shard.epoch(), this.offset)
				: StreamPosition.NONE;
		return new SubscriptionFacts(channel(), position, this.priority, lagBytes(), isBehind(), this.shard.holdsBack(),
				this.held || this.awaitingSegment);
	}

	/**
	 * Whether there is something it could hand over now.
	 * @return whether {@link #take} is worth calling again
	 */
	public boolean isBehind() {
		return !this.cancelled && !this.held && !this.awaitingSegment
				&& (this.segment != null || this.cursor < this.shard.shown());
	}

	void joinedAt(long number) {
		this.cursor = number;
		this.offset = this.shard.tail().lastOffset();
		if (rule().history().isKept()) {
			this.joinedAt = new StreamPosition(this.shard.epoch(), this.offset);
		}
		this.onJoined.accept(this);
	}

	/**
	 * Something new is to be handed over.
	 * @param publications whether publications are among it
	 * @param lane of the most urgent
	 */
	void arrived(boolean publications, Priority lane) {
		if (this.held || this.awaitingSegment || !this.form.wants(publications)) {
			return;
		}
		if (lane.outranks(this.priority)) {
			this.priority = lane;
		}
		ready();
	}

	/** The channel matters more or less than before. */
	void priorityChanged() {
		this.priority = this.shard.priorityAfter(this.cursor);
		this.subscriber.moved(this);
	}

	void streamWasReset() {
		this.segment = null;
		this.awaitingSegment = false;
		this.form = this.form.startedOver();
		this.cursor = this.shard.shown();
		this.offset = this.shard.tail().lastOffset();
		if (rule().recovery() == RecoveryMode.STREAM) {
			giveUp();
			return;
		}
		if (rule().recovery() == RecoveryMode.CACHE) {
			this.cursor = beforeNewest();
			this.shard.stats().expected(owed());
		}
		if (!this.held && isBehind()) {
			ready();
		}
	}

	private void ready() {
		this.subscriber.ready(this);
	}

	/** The cursor fell off the tail; decides where it goes on. */
	private boolean caughtUpWithTail() {
		Tail tail = this.shard.tail();
		if (rule().shaping().overflow() == Overflow.DISCONNECT) {
			this.subscriber.overflowed(this);
			return false;
		}
		if (rule().shaping().overflow() == Overflow.NEWEST || rule().recovery() == RecoveryMode.CACHE) {
			goOnBehind(beforeNewest(), Decision.NEWEST);
			return true;
		}
		if (rule().recovery() == RecoveryMode.NONE) {
			goOnBehind(tail.first() - 1, Decision.BEHIND);
			return true;
		}
		if (this.offset >= tail.floorOffset()) {
			this.cursor = tail.firstAfter(this.offset) - 1;
			return true;
		}
		catchUp();
		return false;
	}

	/**
	 * Where a cursor stands that is to be given the newest publication and nothing older.
	 */
	private long beforeNewest() {
		Tail tail = this.shard.tail();
		return Math.max(tail.newestPublication(this.shard.shown()), tail.first()) - 1;
	}

	/** Leaves out what lies between. */
	private void goOnBehind(long number, Decision why) {
		if (number > this.cursor) {
			skipped(why, publicationsUpTo(number));
			this.cursor = number;
			this.priority = this.shard.priorityAfter(number);
		}
	}

	/** What is still to be handed over will not be. */
	void writeOff() {
		this.shard.stats().abandoned(owed());
	}

	/** How many publications are still to be handed over, those held back included. */
	private long owed() {
		Tail tail = this.shard.tail();
		if (this.segment != null || this.awaitingSegment) {
			return tail.lastOffset() - this.offset;
		}
		return publicationsUpTo(tail.last());
	}

	/** How many publications follow the cursor up to an entry. */
	private long publicationsUpTo(long number) {
		Tail tail = this.shard.tail();
		long forgotten = Math.max(0, Math.min(number, tail.first() - 1) - this.cursor);
		if (forgotten > 0 && rule().recovery() == RecoveryMode.STREAM) {
			forgotten = Math.max(0, tail.floorOffset() - this.offset);
		}
		return forgotten + tail.publicationsBetween(this.cursor, number);
	}

	private void skipped(Decision why, long count) {
		this.shard.stats().skipped(this.shard.priority(), why, count);
		this.subscriber.decided(this, why, count);
	}

	private void catchUp() {
		this.awaitingSegment = true;
		this.shard.stats().caughtUp();
		this.subscriber.decided(this, Decision.CATCH_UP, 0);
		StreamPosition from = new StreamPosition(this.shard.epoch(), this.offset);
		this.history.read(this.shard, from, (read) -> {
			if (this.cancelled || !this.awaitingSegment) {
				return;
			}
			this.awaitingSegment = false;
			if (read == null || read.isEmpty()) {
				giveUp();
				return;
			}
			this.segment = new Segment(read);
			this.priority = this.shard.priorityAfter(this.cursor);
			ready();
		});
	}

	private @Nullable EncodedFrame takeFrom(Segment old, long room, boolean unconditional) {
		if (old.next(this.form, this.subscriber.codec()).size() > room && !unconditional) {
			return null;
		}
		EncodedFrame frame = old.take(room, this.form, this.subscriber.codec());
		this.form = old.form();
		this.offset = old.offset();
		this.shard.handedOver(old.taken(), old.takenMillis());
		if (old.isEmpty()) {
			this.segment = null;
			Tail tail = this.shard.tail();
			// When the tail has moved on meanwhile the cursor stays off it, and the next
			// take reads history again.
			if (this.offset >= tail.floorOffset()) {
				this.cursor = tail.firstAfter(this.offset) - 1;
			}
			this.priority = this.shard.priorityAfter(this.cursor);
		}
		return frame;
	}

	void giveUp() {
		cancel();
		this.subscriber.decided(this, Decision.INSUFFICIENT, 0);
		this.subscriber.insufficient(this);
	}

}
