package dev.realtime.broker.memory;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerListener;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * A broker for one node, in its memory.
 *
 * <p>
 * Publishers of one channel take turns on a lock of that channel, which is held to number
 * and append the publication and to hand it to the listener: so it is heard in the order
 * of offsets. Publications expire when they are looked at; channels nobody has used for a
 * week are forgotten, and after ten minutes those nobody has published to, a few with
 * every so many calls, so there is no thread. All stages are complete when they are
 * returned.
 */
public final class MemoryBroker implements Broker {

	/** How long a position outlives the last use of its channel. */
	static final Duration POSITION_TTL = Duration.ofDays(7);

	/** The same for a channel nobody has published to: its position says nothing. */
	static final Duration UNPUBLISHED_TTL = Duration.ofMinutes(10);

	/** Looks at more channels than calls can have made since the last time. */
	private static final int SWEEP_EVERY = 32;

	private static final int SWEEP_STEP = 64;

	private final Map<ChannelName, MemoryStream> streams = new ConcurrentHashMap<>();

	private final LongSupplier clockMillis;

	private final AtomicLong lastId = new AtomicLong();

	private final AtomicInteger calls = new AtomicInteger();

	private volatile @Nullable BrokerListener listener;

	private @Nullable Iterator<MemoryStream> sweep;

	/**
	 * Makes an empty broker.
	 * @param clockMillis the time of day in milliseconds since 1970
	 */
	public MemoryBroker(LongSupplier clockMillis) {
		this.clockMillis = clockMillis;
	}

	@Override
	public void listener(BrokerListener newListener) {
		this.listener = newListener;
	}

	@Override
	public CompletionStage<StreamPosition> publish(PublishRequest request) {
		long now = this.clockMillis.getAsLong();
		StreamPosition position = withStream(request.channel(), (stream) -> {
			StreamPosition earlier = stream.earlier(request.idempotencyKey(), now);
			if (earlier != null) {
				return earlier;
			}
			Publication publication = stream.append(this.lastId.incrementAndGet(), request, now);
			BrokerListener hearing = this.listener;
			if (stream.isSubscribed() && hearing != null) {
				hearing.published(request.channel(), publication);
			}
			return publication.position();
		});
		sweepNowAndThen(now);
		return CompletableFuture.completedFuture(position);
	}

	@Override
	public CompletionStage<Void> publishJoin(ChannelName channel, ClientInfo client) {
		return tell(channel, (hearing) -> hearing.joined(channel, client));
	}

	@Override
	public CompletionStage<Void> publishLeave(ChannelName channel, ClientInfo client) {
		return tell(channel, (hearing) -> hearing.left(channel, client));
	}

	@Override
	public CompletionStage<Void> subscribe(ChannelName channel) {
		withStream(channel, (stream) -> {
			stream.subscribed();
			return stream;
		});
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void unsubscribe(ChannelName channel) {
		long now = this.clockMillis.getAsLong();
		withStream(channel, (stream) -> {
			stream.unsubscribed(now);
			return stream;
		});
		sweepNowAndThen(now);
	}

	@Override
	public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
		long now = this.clockMillis.getAsLong();
		return CompletableFuture.completedFuture(withStream(channel, (stream) -> stream.page(query, now)));
	}

	@Override
	public CompletionStage<StreamPosition> verify(ChannelName channel, StreamPosition known, long publicationId) {
		return history(channel, new HistoryQuery(0, null, false)).thenApply(HistoryPage::position);
	}

	/** Forgets every channel that has not been used for a week. */
	void sweep() {
		long now = this.clockMillis.getAsLong();
		this.streams.values().forEach((stream) -> forgetIfUnused(stream, now));
	}

	int size() {
		return this.streams.size();
	}

	private CompletionStage<Void> tell(ChannelName channel, Consumer<BrokerListener> message) {
		MemoryStream stream = this.streams.get(channel);
		if (stream != null) {
			synchronized (stream) {
				BrokerListener hearing = this.listener;
				if (stream.isSubscribed() && hearing != null) {
					message.accept(hearing);
				}
			}
		}
		return CompletableFuture.completedFuture(null);
	}

	private <T> T withStream(ChannelName channel, Function<MemoryStream, T> action) {
		while (true) {
			MemoryStream stream = this.streams.computeIfAbsent(channel, MemoryStream::new);
			synchronized (stream) {
				// A sweep may have taken it out of the map between the two lines above.
				if (!stream.isForgotten()) {
					return action.apply(stream);
				}
			}
		}
	}

	private void sweepNowAndThen(long now) {
		if (this.calls.incrementAndGet() % SWEEP_EVERY != 0) {
			return;
		}
		synchronized (this.calls) {
			Iterator<MemoryStream> iterator = this.sweep;
			if (iterator == null || !iterator.hasNext()) {
				iterator = this.streams.values().iterator();
				this.sweep = iterator;
			}
			for (int i = 0; i < SWEEP_STEP && iterator.hasNext(); i++) {
				forgetIfUnused(iterator.next(), now);
			}
		}
	}

	private void forgetIfUnused(MemoryStream stream, long now) {
		synchronized (stream) {
			if (stream.forget(now, POSITION_TTL.toMillis(), UNPUBLISHED_TTL.toMillis())) {
				this.streams.remove(stream.channel(), stream);
			}
		}
	}

}
