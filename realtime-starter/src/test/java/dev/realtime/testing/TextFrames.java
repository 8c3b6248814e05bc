package dev.realtime.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The answer to a handshake and the frames behind it (RFC 6455, section 5.2), put
 * together from whatever pieces are read. Belongs to one thread.
 */
final class TextFrames {

	private static final int KEPT_BYTES = 16_384;

	private static final int CLOSE = 8;

	private static final byte[] NOTHING = {};

	private final Listener listener;

	/** What is not a whole frame yet. */
	private byte[] partial = NOTHING;

	private int partialLength;

	private boolean upgraded;

	private boolean ended;

	TextFrames(Listener listener) {
		this.listener = listener;
	}

	/** Takes bytes, and keeps none of the array. */
	void read(byte[] bytes, int length) {
		if (this.partialLength == 0) {
			keep(bytes, take(bytes, 0, length), length);
			return;
		}
		if (this.partial.length < this.partialLength + length) {
			this.partial = Arrays.copyOf(this.partial, Math.max(this.partial.length * 2, this.partialLength + length));
		}
		System.arraycopy(bytes, 0, this.partial, this.partialLength, length);
		this.partialLength += length;
		keep(this.partial, take(this.partial, 0, this.partialLength), this.partialLength);
	}

	private void keep(byte[] bytes, int from, int end) {
		int left = end - from;
		if (left == 0 && this.partial.length > KEPT_BYTES) {
			this.partial = NOTHING;
		}
		else if (this.partial.length < left) {
			this.partial = new byte[Math.max(left, 512)];
		}
		System.arraycopy(bytes, from, this.partial, 0, left);
		this.partialLength = left;
	}

	/** Answers where the first frame that is not whole begins. */
	private int take(byte[] bytes, int from, int end) {
		int position = this.upgraded ? from : handshake(bytes, end);
		while (this.upgraded && !this.ended) {
			int next = frame(bytes, position, end);
			if (next < 0) {
				return position;
			}
			position = next;
		}
		return this.ended ? end : position;
	}

	private int handshake(byte[] bytes, int end) {
		String head = new String(bytes, 0, end, StandardCharsets.US_ASCII);
		int blank = head.indexOf("\r\n\r\n");
		if (blank < 0) {
			return 0;
		}
		this.listener.answered(head.substring(0, blank));
		if (!head.startsWith("HTTP/1.1 101")) {
			this.ended = true;
			this.listener.closed(1006, head);
			return end;
		}
		this.upgraded = true;
		this.listener.upgraded();
		return blank + 4;
	}

	/** Takes one frame; answers where the next begins, -1 if it is not all there. */
	private int frame(byte[] bytes, int from, int end) {
		if (end - from < 2) {
			return -1;
		}
		ByteBuffer in = ByteBuffer.wrap(bytes, from, end - from);
		int opcode = in.get() & 0x0F;
		long length = in.get() & 0x7F;
		if (in.remaining() < ((length == 127) ? 8 : (length == 126) ? 2 : 0)) {
			return -1;
		}
		length = (length == 127) ? in.getLong() : (length == 126) ? in.getShort() & 0xFFFF : length;
		if (in.remaining() < length) {
			return -1;
		}
		int payload = in.position();
		int next = payload + (int) length;
		if (opcode == 1) {
			this.listener.text(bytes, payload, next);
		}
		else if (opcode == CLOSE) {
			this.ended = true;
			int code = (length >= 2) ? in.getShort() & 0xFFFF : 1005;
			String reason = (length > 2) ? new String(bytes, payload + 2, (int) length - 2, StandardCharsets.UTF_8)
					: "";
			this.listener.closed(code, reason);
		}
		return next;
	}

	/** A text frame of a client, masked with zero: allowed, and it stays readable. */
	static byte[] text(String text) {
		byte[] payload = text.getBytes(StandardCharsets.UTF_8);
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) 0x81);
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else {
			frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
		}
		frame.putInt(0).put(payload);
		return Arrays.copyOf(frame.array(), frame.position());
	}

	/** Is told what was read. */
	interface Listener {

		/** The handshake was answered, with these headers. */
		default void answered(String head) {
			// Most do not care.
		}

		/** The handshake was accepted. */
		void upgraded();

		/** A text message, which the array holds for the moment. */
		void text(byte[] bytes, int from, int end);

		/** The end. */
		void closed(int code, String reason);

	}

}
