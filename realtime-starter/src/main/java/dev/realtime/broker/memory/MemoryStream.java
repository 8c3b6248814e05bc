package dev.realtime.broker.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * One channel of the memory broker. Whoever touches it holds its monitor.
 */
final class MemoryStream {

	private static final long KEY_TTL_MILLIS = 300_000;

	private final ChannelName channel;

	private final String epoch = UUID.randomUUID().toString().substring(0, 8);

	private final ArrayDeque<Publication> publications = new ArrayDeque<>();

	/** Idempotency keys, oldest first. */
	private final Map<String, Taken> taken = new LinkedHashMap<>(0);

	private long offset;

	private long expiresAtMillis = Long.MAX_VALUE;

	private long usedAtMillis;

	private boolean subscribed;

	private boolean forgotten;

	MemoryStream(ChannelName channel) {
		this.channel = channel;
	}

	ChannelName channel() {
		return this.channel;
	}

	Publication append(long id, PublishRequest request, long now) {
		expire(now);
		this.usedAtMillis = now;
		StreamPosition position = StreamPosition.NONE;
		if (request.history().isKept()) {
			this.offset++;
			position = new StreamPosition(this.epoch, this.offset);
		}
		Publication publication = new Publication(id, request.data(), position, request.priority(), request.author(),
				request.tags(), now);
		if (request.history().isKept()) {
			this.publications.addLast(publication);
			while (this.publications.size() > request.history().size()) {
				this.publications.removeFirst();
			}
			this.expiresAtMillis = now + request.history().ttl().toMillis();
		}
		if (request.idempotencyKey() != null) {
			this.taken.put(request.idempotencyKey(), new Taken(position, now + KEY_TTL_MILLIS));
		}
		return publication;
	}

	@Nullable StreamPosition earlier(@Nullable String idempotencyKey, long now) {
		Iterator<Taken> oldest = this.taken.values().iterator();
		while (oldest.hasNext() && oldest.next().untilMillis <= now) {
			oldest.remove();
		}
		Taken earlier = (idempotencyKey != null) ? this.taken.get(idempotencyKey) : null;
		return (earlier != null) ? earlier.position : null;
	}

	HistoryPage page(HistoryQuery query, long now) {
		expire(now);
		this.usedAtMillis = now;
		List<Publication> page = new ArrayList<>();
		long since = (query.since() != null) ? query.since().offset() : -1;
		Iterator<Publication> iterator = query.reverse() ? this.publications.descendingIterator()
				: this.publications.iterator();
		while (iterator.hasNext() && page.size() < query.limit()) {
			Publication next = iterator.next();
			if (since < 0 || (query.reverse() ? next.offset() < since : next.offset() > since)) {
				page.add(next);
			}
		}
		return new HistoryPage(page, new StreamPosition(this.epoch, this.offset));
	}

	void subscribed() {
		this.subscribed = true;
	}

	void unsubscribed(long now) {
		this.subscribed = false;
		this.usedAtMillis = now;
	}

	boolean isSubscribed() {
		return this.subscribed;
	}

	boolean isForgotten() {
		return this.forgotten;
	}

	/** Marks it forgotten if nobody needs it any more. */
	boolean forget(long now, long positionTtlMillis, long unpublishedTtlMillis) {
		expire(now);
		long ttl = (this.offset > 0) ? positionTtlMillis : unpublishedTtlMillis;
		if (!this.subscribed && this.publications.isEmpty() && now - this.usedAtMillis >= ttl) {
			this.forgotten = true;
		}
		return this.forgotten;
	}

	private void expire(long now) {
		if (now >= this.expiresAtMillis) {
			this.publications.clear();
			this.expiresAtMillis = Long.MAX_VALUE;
		}
	}

	private record Taken(StreamPosition position, long untilMillis) {

	}

}
