package dev.realtime.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.Overflow;
import dev.realtime.channel.Subscription;
import dev.realtime.loop.Ticker;
import dev.realtime.message.Priority;
import dev.realtime.outbound.AckWindow;
import dev.realtime.outbound.Lanes;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;

/**
 * What waits to leave for one client, and what may leave now: replies ahead of
 * everything, then subscriptions by lane as far as the window has room, a ping behind
 * them when half the window is used. Decides only; the session writes. Belongs to one
 * loop.
 */
final class Outbox {

	/** The most bytes of one write, but for a single frame that is larger. */
	private static final int MAX_WRITE = 64 * 1024;

	private final Codec codec;

	private final Lanes<Subscription> lanes = new Lanes<>();

	private final AckWindow window;

	/** Made when there is something to say, let go when it is said. */
	private @Nullable Queue<EncodedFrame> replies;

	private int replyBytes;

	private boolean pingDue;

	/** The frame that comes next is larger than the room that is left. */
	private boolean blocked;

	/** Nothing but replies leaves before the client is connected. */
	private boolean open;

	/** The client owes a pong for too long: only replies and what is critical leave. */
	private boolean slow;

	/** When it became slow, or showed the last sign of progress since. */
	private long slowSince;

	/**
	 * The client lags by too much: what is not critical leaves only when nothing is under
	 * way.
	 */
	private boolean lagging;

	private long lagBytes;

	/** Writes down what leaves, while somebody wants to see it. */
	private @Nullable Trace trace;

	Outbox(Codec codec, BackpressureSettings settings) {
		this.codec = codec;
		this.window = new AckWindow(settings.windowBytes(), settings.ackTimeout().toNanos() / 5);
	}

	/** Judges by how long the client has owed a pong. */
	Pace judge(long nowNanos, long ackTimeoutNanos, long closeAfterNanos) {
		boolean late = this.window.unansweredNanos(nowNanos) > ackTimeoutNanos;
		if (late != this.slow) {
			this.slow = late;
			this.slowSince = nowNanos;
			return late ? Pace.SLOWED : Pace.CAUGHT_UP;
		}
		return (late && nowNanos - this.slowSince >= closeAfterNanos) ? Pace.HOPELESS : Pace.SAME;
	}

	boolean isSlow() {
		return this.slow;
	}

	/**
	 * Measures how far the client lags. What lags by too much is taken forward where its
	 * rule allows that, the least important first and never what is critical.
	 */
	Lag measure(long mostBytes) {
		if (this.lanes.isEmpty() && !this.lagging) {
			this.lagBytes = 0;
			return Lag.SAME;
		}
		Measure measure = new Measure(mostBytes);
		this.lanes.forEach(measure::add);
		if (measure.bytes > mostBytes) {
			this.lanes.forEach(measure::relieve);
		}
		this.lagBytes = measure.bytes;
		if (measure.overflowed) {
			return Lag.OVERFLOWED;
		}
		// Half, so that it is not decided anew with every publication.
		boolean before = this.lagging;
		this.lagging = measure.bytes > (before ? mostBytes / 2 : mostBytes);
		if (this.lagging == before) {
			return Lag.SAME;
		}
		return this.lagging ? Lag.BEGUN : Lag.OVER;
	}

	/** How far the client lagged when that was last measured. */
	long lagBytes() {
		return this.lagBytes;
	}

	boolean isLagging() {
		return this.lagging;
	}

	/** Whether what is not critical has to wait until everything is acknowledged. */
	boolean awaitsAcknowledgement() {
		return this.lagging && !this.window.isIdle();
	}

	/** What leaves is written down from now on, or no longer. */
	void trace(@Nullable Trace newTrace) {
		this.trace = newTrace;
	}

	@Nullable Trace trace() {
		return this.trace;
	}

	void open() {
		this.open = true;
	}

	/** Queues a frame ahead of the lanes. */
	void reply(EncodedFrame frame) {
		Queue<EncodedFrame> queue = this.replies;
		if (queue == null) {
			queue = new ArrayDeque<>(2);
			this.replies = queue;
		}
		queue.add(frame);
		this.replyBytes += frame.size();
	}

	/** How many bytes wait ahead of the lanes. */
	int replyBytes() {
		return this.replyBytes;
	}

	void ready(Subscription subscription) {
		this.lanes.add(subscription, subscription.priority());
	}

	void moved(Subscription subscription) {
		this.lanes.move(subscription, subscription.priority());
	}

	void forget(Subscription subscription) {
		this.lanes.remove(subscription);
	}

	void pingDue() {
		this.pingDue = true;
	}

	/** Counts a pong; answers whether there is room that was not there before. */
	boolean ponged(long nowNanos) {
		boolean progress = this.window.ponged(nowNanos);
		if (progress) {
			this.slowSince = nowNanos;
		}
		return progress;
	}

	AckWindow window() {
		return this.window;
	}

	/** Whether something could leave now. */
	boolean hasWork() {
		if (this.replies != null || this.pingDue) {
			return true;
		}
		Priority best = this.lanes.best();
		if (!this.open || best == null) {
			return false;
		}
		return isServed(best) ? this.window.room() > 0 || this.window.isIdle() : awaitsInVain();
	}

	/** Nobody was asked to acknowledge what is waited for. */
	private boolean awaitsInVain() {
		return !this.slow && awaitsAcknowledgement() && this.window.outstandingPings() == 0;
	}

	/** Whether a lane is served while the client is as it is. */
	boolean isServed(Priority priority) {
		return priority == Priority.CRITICAL || (!this.slow && !awaitsAcknowledgement());
	}

	/** The lane in which the connection waits to be flushed. */
	int lane() {
		Priority best = this.lanes.best();
		return (this.replies != null || best == null) ? 0 : best.ordinal();
	}

	/** Takes out what leaves with the next write. */
	@Nullable Write next(Ticker ticker) {
		List<EncodedFrame> frames = new ArrayList<>(2);
		int bytes = takeReplies(frames);
		if (this.open) {
			bytes = takeLanes(frames, bytes);
		}
		if (bytes > 0) {
			this.window.handed(bytes);
		}
		// When something waits for room there must be a ping on its way to make room.
		boolean ping = this.pingDue || (this.open && bytes > 0 && (this.lagging || this.window.wantsPing()))
				|| (this.blocked && this.window.outstandingPings() == 0);
		if (ping) {
			this.pingDue = false;
			frames.add(this.codec.ping());
			this.window.handed(this.codec.ping().size());
			// Most writes carry no ping, and reading the clock costs as much as the rest.
			this.window.pinged(ticker.nanoTime());
		}
		return frames.isEmpty() ? null : new Write(this.codec.join(frames), ping);
	}

	private int takeReplies(List<EncodedFrame> frames) {
		Queue<EncodedFrame> queue = this.replies;
		int bytes = 0;
		while (queue != null && bytes < MAX_WRITE) {
			EncodedFrame frame = queue.poll();
			if (frame == null) {
				this.replies = null;
				break;
			}
			frames.add(frame);
			bytes += frame.size();
			this.replyBytes -= frame.size();
		}
		if (queue != null && queue.isEmpty()) {
			this.replies = null;
		}
		return bytes;
	}

	private int takeLanes(List<EncodedFrame> frames, int alreadyBytes) {
		int bytes = alreadyBytes;
		this.blocked = false;
		while (bytes < MAX_WRITE) {
			Subscription first = this.lanes.first();
			if (first == null) {
				break;
			}
			if (!isServed(first.priority())) {
				this.blocked = true;
				break;
			}
			long room = Math.min(this.window.room() - bytes, MAX_WRITE - bytes);
			boolean unconditional = bytes == 0 && this.window.isIdle();
			EncodedFrame frame = (room > 0 || unconditional) ? first.take(room, unconditional) : null;
			if (frame != null) {
				frames.add(frame);
				bytes += frame.size();
				if (this.trace != null) {
					this.trace.handedOver(first, frame.size());
				}
			}
			else if (first.isBehind()) {
				// It has something that does not fit: nobody overtakes it.
				this.blocked = true;
				break;
			}
			this.lanes.remove(first);
			if (first.isBehind()) {
				this.lanes.add(first, first.priority());
			}
		}
		return bytes;
	}

	/** How a client keeps up. */
	enum Pace {

		/** As before. */
		SAME,

		/** It has begun to be slow. */
		SLOWED,

		/** It is no longer slow. */
		CAUGHT_UP,

		/** It has been slow for too long. */
		HOPELESS

	}

	/** How far a client lags. */
	enum Lag {

		/** As before. */
		SAME,

		/** It has begun to lag by too much. */
		BEGUN,

		/** It no longer does. */
		OVER,

		/** It lags in a channel whose rule wants the connection to end. */
		OVERFLOWED

	}

	/** A sum over what lags, and what is done to make it smaller. */
	private final class Measure {

		private final long mostBytes;

		private long bytes;

		private boolean overflowed;

		Measure(long mostBytes) {
			this.mostBytes = mostBytes;
		}

		void add(Subscription subscription) {
			this.bytes += subscription.lagBytes();
		}

		void relieve(Subscription subscription) {
			if (this.bytes <= this.mostBytes || subscription.priority() == Priority.CRITICAL) {
				return;
			}
			long before = subscription.lagBytes();
			this.overflowed |= subscription.overflow() == Overflow.DISCONNECT;
			this.bytes -= before - subscription.lagBytes();
			if (!subscription.isBehind()) {
				Outbox.this.lanes.remove(subscription);
			}
		}

	}

	/**
	 * One write.
	 *
	 * @param frame what is written
	 * @param ping whether a ping is at its end
	 */
	record Write(EncodedFrame frame, boolean ping) {

	}

}
