package dev.realtime.transport.servlet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Puts a message together from the parts a container hands over, up to a limit. Holds
 * memory only while a message is incomplete. Used by one thread at a time.
 */
final class FrameAssembler {

	private final int maxBytes;

	private byte @Nullable [] partial;

	private int length;

	FrameAssembler(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Takes a part.
	 * @return the whole message when this was its last part, else nothing
	 * @throws FrameTooBigException if the message is larger than the limit
	 */
	byte @Nullable [] add(String part, boolean last) throws FrameTooBigException {
		byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
		if (this.length + bytes.length > this.maxBytes) {
			int size = this.length + bytes.length;
			clear();
			throw new FrameTooBigException(size);
		}
		byte[] before = this.partial;
		if (before == null && last) {
			return bytes;
		}
		byte[] joined = (before == null) ? bytes : append(before, bytes);
		this.length += bytes.length;
		if (!last) {
			this.partial = joined;
			return null;
		}
		byte[] whole = (joined.length == this.length) ? joined : Arrays.copyOf(joined, this.length);
		clear();
		return whole;
	}

	private byte[] append(byte[] before, byte[] bytes) {
		int needed = this.length + bytes.length;
		byte[] target = (needed <= before.length) ? before
				: Arrays.copyOf(before, Math.min(this.maxBytes, Math.max(needed, before.length * 2)));
		System.arraycopy(bytes, 0, target, this.length, bytes.length);
		return target;
	}

	private void clear() {
		this.partial = null;
		this.length = 0;
	}

	/** The message is larger than the limit. */
	static final class FrameTooBigException extends Exception {

		private static final long serialVersionUID = 1L;

		FrameTooBigException(int size) {
			super("a message has at least " + size + " bytes", null, false, false);
		}

	}

}
