package dev.realtime.channel;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Publication;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;

/**
 * What a subscription wants its deliveries to look like. Equal forms of one entry are one
 * frame, which all that are current share.
 *
 * @param joinLeave whether it is told who joins and leaves
 * @param delta whether publications may be differences
 * @param base what it was given last, if that is certain
 * @param newEpoch whether counting has started over since, which it has to be told
 */
record Form(boolean joinLeave, boolean delta, @Nullable Publication base, boolean newEpoch) {

	private static final Form PLAIN = new Form(false, false, null, false);

	private static final Form WITH_JOINS = new Form(true, false, null, false);

	/** The form in which a subscription begins; one object for all that have no base. */
	static Form of(SubscribeOptions options) {
		return options.delta() ? new Form(options.joinLeave(), true, null, false) : plain(options.joinLeave());
	}

	private static Form plain(boolean joinLeave) {
		return joinLeave ? WITH_JOINS : PLAIN;
	}

	/** The form of what follows a publication. */
	Form given(Publication publication) {
		return this.delta ? new Form(this.joinLeave, true, publication, false) : plain(this.joinLeave);
	}

	/** The form of what follows when counting has started over. */
	Form startedOver() {
		return new Form(this.joinLeave, this.delta, null, true);
	}

	/** Whether there is anything in a delivery for such a subscription. */
	boolean wants(Delivery delivery) {
		return wants(delivery.isPublication());
	}

	/** The same for several, by whether publications are among them. */
	boolean wants(boolean publications) {
		return this.joinLeave || publications;
	}

	EncodedFrame frame(Delivery delivery, Codec codec) {
		if (this.newEpoch) {
			return delivery.frameWithEpoch(codec, this.delta);
		}
		return this.delta ? delivery.frame(codec, this.base) : delivery.frame(codec);
	}

	/** The form of what follows. */
	Form after(Delivery delivery) {
		Publication publication = delivery.publication();
		return (publication != null) ? given(publication) : this;
	}

	boolean isSame(Form other) {
		return this.joinLeave == other.joinLeave && this.delta == other.delta && this.base == other.base
				&& this.newEpoch == other.newEpoch;
	}

}
