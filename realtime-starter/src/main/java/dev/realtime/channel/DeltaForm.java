package dev.realtime.channel;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Publication;
import dev.realtime.protocol.EncodedFrame;

/**
 * A delivery as the difference from one base, and those from a few other bases. Most
 * subscribers were given the one before; those who lag differ, and few of their bases are
 * worth remembering. Immutable, so any loop may publish it to the others without care: at
 * worst something is computed twice.
 *
 * @param base what a subscriber was given last
 * @param frame what it is given now
 * @param older others
 * @param depth how many there are
 */
record DeltaForm(Publication base, EncodedFrame frame, @Nullable DeltaForm older, int depth) {

	private static final int MOST = 8;

	static @Nullable DeltaForm find(@Nullable DeltaForm newest, Publication base) {
		for (DeltaForm form = newest; form != null; form = form.older) {
			if (form.base == base) {
				return form;
			}
		}
		return null;
	}

	/** Forgets all others when there are too many. */
	static DeltaForm add(@Nullable DeltaForm newest, Publication base, EncodedFrame frame) {
		return (newest == null || newest.depth == MOST) ? new DeltaForm(base, frame, null, 1)
				: new DeltaForm(base, frame, newest, newest.depth + 1);
	}

}
