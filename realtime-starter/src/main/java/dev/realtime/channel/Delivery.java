package dev.realtime.channel;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.realtime.delta.FossilDelta;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.protocol.ServerFrame.DeltaPush;
import dev.realtime.protocol.ServerFrame.PublicationPush;

/**
 * Something for the subscribers of a channel, encoded once for all of them: a
 * publication, or the news that somebody joined or left. Immutable but for the encoded
 * form, which is kept when it is first needed; the home does that before it hands the
 * delivery to the shards.
 */
final class Delivery {

	private static final int OVERHEAD_BYTES = 160;

	private final ServerFrame.Push push;

	private final @Nullable Publication publication;

	private final Priority priority;

	/** The channel's offset once this has been handed over. */
	private final long offset;

	private @Nullable EncodedFrame encoded;

	/** The forms for subscriptions with deltas; whichever loop needs one makes it. */
	private @Nullable EncodedFrame whole;

	private @Nullable DeltaForm deltas;

	private Delivery(ServerFrame.Push push, @Nullable Publication publication, Priority priority, long offset) {
		this.push = push;
		this.publication = publication;
		this.priority = priority;
		this.offset = offset;
	}

	static Delivery of(ChannelName channel, Publication publication) {
		return new Delivery(new ServerFrame.PublicationPush(channel, publication), publication, publication.priority(),
				publication.offset());
	}

	static Delivery join(ChannelName channel, ClientInfo client, Priority priority, long offset) {
		return new Delivery(new ServerFrame.JoinPush(channel, client), null, priority, offset);
	}

	static Delivery leave(ChannelName channel, ClientInfo client, Priority priority, long offset) {
		return new Delivery(new ServerFrame.LeavePush(channel, client), null, priority, offset);
	}

	EncodedFrame frame(Codec codec) {
		EncodedFrame frame = this.encoded;
		if (frame == null) {
			frame = codec.encode(this.push);
			this.encoded = frame;
		}
		return frame;
	}

	/**
	 * Returns the form for a subscription with deltas.
	 * @param base what it was given last, or nothing
	 */
	EncodedFrame frame(Codec codec, @Nullable Publication base) {
		if (!(this.push instanceof PublicationPush plain)) {
			return frame(codec);
		}
		if (base == null) {
			return whole(codec, plain);
		}
		DeltaForm known = DeltaForm.find(this.deltas, base);
		if (known == null) {
			byte[] delta = FossilDelta.encode(asGiven(base), asGiven(plain.publication()));
			EncodedFrame frame = (delta != null)
					? codec.encode(new DeltaPush(plain.channel(), plain.publication(), delta)) : whole(codec, plain);
			known = DeltaForm.add(this.deltas, base, frame);
			this.deltas = known;
		}
		return known.frame();
	}

	/**
	 * What the client has of a publication: it travels as text, so bytes that are none
	 * are not what they were.
	 */
	private static byte[] asGiven(Publication publication) {
		return publication.data().text().getBytes(StandardCharsets.UTF_8);
	}

	private EncodedFrame whole(Codec codec, PublicationPush plain) {
		EncodedFrame frame = this.whole;
		if (frame == null) {
			frame = codec.encode(new DeltaPush(plain.channel(), plain.publication(), null));
			this.whole = frame;
		}
		return frame;
	}

	/** How many bytes fewer the form for a base has than the plain one. */
	int saved(Codec codec, EncodedFrame form) {
		return frame(codec).size() - form.size();
	}

	@Nullable Publication publication() {
		return this.publication;
	}

	boolean isPublication() {
		return this.publication != null;
	}

	Priority priority() {
		return this.priority;
	}

	long offset() {
		return this.offset;
	}

	/** Roughly what keeping it costs: the payload, and its copy in the encoded form. */
	int weight() {
		return OVERHEAD_BYTES + ((this.publication != null) ? 2 * this.publication.data().size() : 0);
	}

}
