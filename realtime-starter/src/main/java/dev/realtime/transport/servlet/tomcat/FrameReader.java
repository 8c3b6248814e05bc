package dev.realtime.transport.servlet.tomcat;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client (RFC 6455, section 5), however the bytes are cut. Holds
 * memory for a message only while it is incomplete, and no more of it than has arrived
 * and twice that. Used by one thread at a time.
 */
final class FrameReader {

	private static final int CONTINUATION = 0x0;

	private static final int TEXT = 0x1;

	private static final int BINARY = 0x2;

	private static final int CLOSE = 0x8;

	private static final int PING = 0x9;

	private static final int PONG = 0xA;

	private static final int MAX_CONTROL_BYTES = 125;

	private static final int MAX_HEADER_BYTES = 14;

	private static final int MASK_BYTES = 4;

	private static final byte[] EMPTY = new byte[0];

	private final int maxBytes;

	private final byte[] header = new byte[MAX_HEADER_BYTES];

	private int headerBytes;

	private boolean inPayload;

	private boolean fin;

	private int opcode;

	/** Bytes of the current frame that are still to come. */
	private int remaining;

	/** Index of the mask byte for the next byte of payload. */
	private int maskIndex;

	/** The text message so far; nothing between messages. */
	private byte @Nullable [] message;

	private int messageBytes;

	/** Whether a message has begun that more frames will continue. */
	private boolean continued;

	private byte[] control = EMPTY;

	private int controlBytes;

	FrameReader(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Reads what has arrived.
	 * @param in emptied
	 * @param sink takes what is complete
	 * @throws FrameException if the client breaks the protocol; nothing more may be read
	 */
	void read(ByteBuffer in, Sink sink) throws FrameException {
		while (in.hasRemaining()) {
			if (!this.inPayload && !readHeader(in)) {
				return;
			}
			if (!readPayload(in)) {
				return;
			}
			this.inPayload = false;
			this.headerBytes = 0;
			complete(sink);
		}
	}

	private boolean readHeader(ByteBuffer in) throws FrameException {
		while (in.hasRemaining()) {
			this.header[this.headerBytes++] = in.get();
			if (this.headerBytes == 2) {
				checkFirstBytes();
			}
			if (this.headerBytes >= 2 && this.headerBytes == headerLength()) {
				begin();
				// A frame without payload is complete with its header.
				return true;
			}
		}
		return false;
	}

	private void checkFirstBytes() throws FrameException {
		int first = this.header[0] & 0xFF;
		this.fin = (first & 0x80) != 0;
		this.opcode = first & 0x0F;
		if ((first & 0x70) != 0) {
			throw FrameException.malformed("a reserved bit of a frame is set, and no extension was agreed");
		}
		if ((this.header[1] & 0x80) == 0) {
			throw FrameException.malformed("a frame of a client must be masked");
		}
		switch (this.opcode) {
			case CONTINUATION -> {
				if (!this.continued) {
					throw FrameException.malformed("a frame continues a message that has not begun");
				}
			}
			case TEXT -> {
				if (this.continued) {
					throw FrameException.malformed("a message begins inside another");
				}
			}
			case BINARY -> throw FrameException.binary();
			case CLOSE, PING, PONG -> {
				if (!this.fin || (this.header[1] & 0x7F) > MAX_CONTROL_BYTES) {
					throw FrameException.malformed("a control frame is cut in parts or longer than 125 bytes");
				}
			}
			default -> throw FrameException.malformed("a frame has the unknown opcode " + this.opcode);
		}
	}

	private int headerLength() {
		int length = this.header[1] & 0x7F;
		return 2 + MASK_BYTES + ((length == 127) ? 8 : (length == 126) ? 2 : 0);
	}

	private void begin() throws FrameException {
		ByteBuffer bytes = ByteBuffer.wrap(this.header);
		int length = this.header[1] & 0x7F;
		long payload = (length == 127) ? bytes.getLong(2) : (length == 126) ? bytes.getShort(2) & 0xFFFF : length;
		if (payload < 0) {
			throw FrameException.malformed("a frame has a negative length");
		}
		boolean isControl = this.opcode >= CLOSE;
		if (!isControl && payload + this.messageBytes > this.maxBytes) {
			throw FrameException.tooBig(payload + this.messageBytes, this.maxBytes);
		}
		this.remaining = (int) payload;
		this.maskIndex = 0;
		this.inPayload = true;
		if (isControl) {
			this.control = new byte[this.remaining];
			this.controlBytes = 0;
		}
	}

	private boolean readPayload(ByteBuffer in) {
		int count = Math.min(this.remaining, in.remaining());
		boolean isControl = this.opcode >= CLOSE;
		byte[] target = isControl ? this.control : room(count);
		int at = isControl ? this.controlBytes : this.messageBytes;
		in.get(target, at, count);
		int maskAt = headerLength() - MASK_BYTES;
		for (int i = 0; i < count; i++) {
			target[at + i] ^= this.header[maskAt + (this.maskIndex++ & 3)];
		}
		if (isControl) {
			this.controlBytes += count;
		}
		else {
			this.messageBytes += count;
		}
		this.remaining -= count;
		return this.remaining == 0;
	}

	/** Makes room for what has arrived, exactly when it is all there is. */
	private byte[] room(int count) {
		byte[] before = this.message;
		int needed = this.messageBytes + count;
		if (before == null) {
			boolean whole = this.fin && count == this.remaining;
			before = new byte[whole ? count : Math.max(count, 512)];
		}
		else if (needed > before.length) {
			before = Arrays.copyOf(before, Math.min(this.maxBytes, Math.max(needed, before.length * 2)));
		}
		this.message = before;
		return before;
	}

	private void complete(Sink sink) {
		switch (this.opcode) {
			case PING -> sink.ping(this.control);
			case CLOSE -> sink.close(this.control);
			case PONG -> {
				// Answers no ping of ours: ours are messages of the protocol above.
			}
			default -> {
				this.continued = !this.fin;
				if (this.fin) {
					byte[] whole = (this.message != null) ? this.message : EMPTY;
					int length = this.messageBytes;
					this.message = null;
					this.messageBytes = 0;
					sink.text(whole, length);
				}
			}
		}
		this.control = EMPTY;
	}

	/** Takes what is complete. */
	interface Sink {

		/**
		 * Takes a text message.
		 * @param utf8 its bytes, not checked to be UTF-8
		 * @param length how many of them belong to it
		 */
		void text(byte[] utf8, int length);

		/** Takes a ping. */
		void ping(byte[] payload);

		/** Takes a close frame. */
		void close(byte[] payload);

	}

}
