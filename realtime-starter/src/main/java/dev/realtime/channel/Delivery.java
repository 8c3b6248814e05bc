package dev.realtime.channel;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.BrokerClock;
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
 * forms, which are kept when they are first needed; the plain one is made by the home
 * before it hands the delivery to the shards, unless differences are wanted.
 */
final class Delivery {

	private static final int OVERHEAD_BYTES = 160;

	/** About what surrounds a payload on its way. */
	private static final int ENVELOPE_BYTES = 64;

	private final ServerFrame.Push push;

	private final @Nullable Publication publication;

	private final long timeMillis;

	private final Priority priority;

	/** The channel's offset once this has been handed over. */
	private final long offset;

	/**
	 * How many copies of the payload it may come to hold, the payload itself included.
	 */
	private final int copies;

	private @Nullable EncodedFrame encoded;

	/** Size of the plain form where that is all that is asked of it; 0 for unknown. */
	private int plainSize;

	/** The forms for subscriptions with deltas; whichever loop needs one makes it. */
	private @Nullable EncodedFrame whole;

	private @Nullable DeltaForm deltas;

	private Delivery(ServerFrame.Push push, @Nullable Publication publication, long timeMillis, Priority priority,
			long offset, int copies) {
		this.push = push;
		this.publication = publication;
		this.timeMillis = timeMillis;
		this.priority = priority;
		this.offset = offset;
		this.copies = copies;
	}

	/**
	 * A publication.
	 * @param clock of the broker that gave it its time
	 * @param deltas whether subscribers may want it as a difference
	 */
	static Delivery of(ChannelName channel, Publication publication, BrokerClock clock, boolean deltas) {
		return new Delivery(new ServerFrame.PublicationPush(channel, publication), publication,
				clock.toNodeMillis(publication.timeMillis()), publication.priority(), publication.offset(),
				deltas ? 4 : 2);
	}

	static Delivery join(ChannelName channel, ClientInfo client, Priority priority, long offset) {
		return new Delivery(new ServerFrame.JoinPush(channel, client), null, 0, priority, offset, 0);
	}

	static Delivery leave(ChannelName channel, ClientInfo client, Priority priority, long offset) {
		return new Delivery(new ServerFrame.LeavePush(channel, client), null, 0, priority, offset, 0);
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
	 * Returns the form for a subscription that has to be told the epoch. Not kept: those
	 * who are told are told together, and once.
	 * @param asText whether it may be given differences later
	 */
	EncodedFrame frameWithEpoch(Codec codec, boolean asText) {
		if (!(this.push instanceof PublicationPush plain)) {
			return frame(codec);
		}
		return codec.encode(asText ? new DeltaPush(plain.channel(), plain.publication(), null, true)
				: new PublicationPush(plain.channel(), plain.publication(), true));
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
		int plain = this.plainSize;
		if (plain == 0) {
			// Not kept: where all want differences nobody needs the form itself.
			EncodedFrame known = this.encoded;
			plain = ((known != null) ? known : codec.encode(this.push)).size();
			this.plainSize = plain;
		}
		return plain - form.size();
	}

	@Nullable Publication publication() {
		return this.publication;
	}

	boolean isPublication() {
		return this.publication != null;
	}

	/**
	 * When it was published, by this node's clock; 0 if nobody knows, or it is no
	 * publication.
	 */
	long timeMillis() {
		return this.timeMillis;
	}

	Priority priority() {
		return this.priority;
	}

	long offset() {
		return this.offset;
	}

	/** Roughly what keeping it costs: the payload, and its copies in encoded forms. */
	int weight() {
		return OVERHEAD_BYTES + ((this.publication != null) ? this.copies * this.publication.data().size() : 0);
	}

	/** About what giving it to a subscriber costs, whole. */
	int size() {
		return ENVELOPE_BYTES + ((this.publication != null) ? this.publication.data().size() : 0);
	}

}
