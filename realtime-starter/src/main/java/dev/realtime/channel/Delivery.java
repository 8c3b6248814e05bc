package dev.realtime.channel;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.ServerFrame;

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
