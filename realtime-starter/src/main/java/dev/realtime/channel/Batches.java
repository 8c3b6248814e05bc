package dev.realtime.channel;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;

/**
 * Joins neighbouring entries of a tail into frames, and remembers the newest for those
 * who stand at the same place. Belongs to the loop of the tail.
 */
final class Batches {

	/** How much is joined for sharing; larger hand-overs are made of several. */
	private static final int SHARED_BYTES = 32 * 1024;

	private final boolean conflate;

	private @Nullable Batch shared;

	/** The same for subscriptions with deltas. */
	private @Nullable Batch sharedDelta;

	Batches(boolean conflate) {
		this.conflate = conflate;
	}

	/**
	 * Joins the entries that follow a cursor.
	 * @param tail where they are
	 * @param from number of the first entry
	 * @param end number of the last one that may be handed over
	 * @param room the most bytes, but at least one frame
	 * @param form what the subscriber wants them to look like
	 * @return the batch, or nothing if no entry is for such a subscriber
	 */
	@Nullable Batch batch(Tail tail, long from, long end, long room, Form form, Codec codec) {
		Batch known = form.delta() ? this.sharedDelta : this.shared;
		if (known != null && known.from() == from && known.form().isSame(form) && known.to() == end
				&& known.frame().size() <= room) {
			return known;
		}
		Batch made = join(tail, from, end, Math.min(room, SHARED_BYTES), form, codec);
		if (made != null && made.to() == end) {
			if (form.delta()) {
				this.sharedDelta = made;
			}
			else {
				this.shared = made;
			}
		}
		return made;
	}

	void forget() {
		this.shared = null;
		this.sharedDelta = null;
	}

	private @Nullable Batch join(Tail tail, long from, long end, long room, Form form, Codec codec) {
		EncodedFrame single = null;
		List<EncodedFrame> frames = null;
		long bytes = 0;
		int publications = 0;
		long saved = 0;
		int skipped = 0;
		long oldestMillis = 0;
		long newest = this.conflate ? tail.newestPublication(end) : 0;
		Form next = form;
		long number = from;
		for (; number <= end; number++) {
			Delivery delivery = tail.get(number);
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
			oldestMillis = (oldestMillis == 0) ? delivery.timeMillis() : oldestMillis;
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
		return new Batch(from, to, joined, publications, skipped, tail.get(to).offset(), form, next, saved,
				oldestMillis);
	}

}
