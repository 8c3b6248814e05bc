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
 */
record Form(boolean joinLeave, boolean delta, @Nullable Publication base) {

	private static final Form PLAIN = new Form(false, false, null);

	private static final Form WITH_JOINS = new Form(true, false, null);

	/** The form in which a subscription begins; one object for all that have no base. */
	static Form of(SubscribeOptions options) {
		if (options.delta()) {
			return new Form(options.joinLeave(), true, null);
		}
		return options.joinLeave() ? WITH_JOINS : PLAIN;
	}

	/** The form of what follows a publication, or of what follows nothing certain. */
	Form given(@Nullable Publication publication) {
		return this.delta ? new Form(this.joinLeave, true, publication) : this;
	}

	/** Whether there is anything in a delivery for such a subscription. */
	boolean wants(Delivery delivery) {
		return this.joinLeave || delivery.isPublication();
	}

	EncodedFrame frame(Delivery delivery, Codec codec) {
		return this.delta ? delivery.frame(codec, this.base) : delivery.frame(codec);
	}

	/** The form of what follows. */
	Form after(Delivery delivery) {
		return delivery.isPublication() ? given(delivery.publication()) : this;
	}

	boolean isSame(Form other) {
		return this.joinLeave == other.joinLeave && this.delta == other.delta && this.base == other.base;
	}

}
