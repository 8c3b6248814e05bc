package dev.realtime.channel;

import java.util.ArrayList;
import java.util.List;

import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;

/**
 * A stretch of history on its way to one subscriber. The deliveries are shared with
 * everyone who was behind at the same time; this is the place in them. Belongs to one
 * loop.
 */
final class Segment {

	private final List<Delivery> deliveries;

	private int index;

	private int taken;

	private long takenMillis;

	private Form form = Form.of(SubscribeOptions.DEFAULTS);

	Segment(List<Delivery> deliveries) {
		this.deliveries = deliveries;
	}

	EncodedFrame next(Form next, Codec codec) {
		return next.frame(this.deliveries.get(this.index), codec);
	}

	EncodedFrame take(long room, Form first, Codec codec) {
		this.form = first;
		this.takenMillis = this.deliveries.get(this.index).timeMillis();
		List<EncodedFrame> frames = new ArrayList<>();
		long bytes = 0;
		while (!isEmpty()) {
			Delivery delivery = this.deliveries.get(this.index);
			EncodedFrame frame = this.form.frame(delivery, codec);
			if (!frames.isEmpty() && bytes + frame.size() + 1 > room) {
				break;
			}
			bytes += frame.size() + 1;
			frames.add(frame);
			this.form = this.form.after(delivery);
			this.index++;
		}
		this.taken = frames.size();
		return codec.join(frames);
	}

	/** The form of what follows. */
	Form form() {
		return this.form;
	}

	/** How many the last take took. */
	int taken() {
		return this.taken;
	}

	/** When the oldest of them was published. */
	long takenMillis() {
		return this.takenMillis;
	}

	/** The channel's offset after what was taken. */
	long offset() {
		return this.deliveries.get(this.index - 1).offset();
	}

	boolean isEmpty() {
		return this.index == this.deliveries.size();
	}

}
