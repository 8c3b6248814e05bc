package dev.realtime.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A WebSocket frame as it was on the wire (RFC 6455, section 5.2).
 *
 * @param last whether it is the last one of its message
 * @param opcode kind of the frame
 * @param payload what it carries, unmasked
 */
public record RawFrame(boolean last, int opcode, byte[] payload) {

	/** Goes on with a message. */
	public static final int CONTINUATION = 0x0;

	/** Begins a text message. */
	public static final int TEXT = 0x1;

	/** Begins a binary message. */
	public static final int BINARY = 0x2;

	/** Ends the conversation. */
	public static final int CLOSE = 0x8;

	/** Asks for a pong. */
	public static final int PING = 0x9;

	/** Answers a ping. */
	public static final int PONG = 0xA;

	/**
	 * Returns the payload of a text frame.
	 * @return the text
	 */
	public String text() {
		return new String(this.payload, StandardCharsets.UTF_8);
	}

	/**
	 * Returns the status code of a close frame.
	 * @return the code, 1005 if it has none
	 */
	public int closeCode() {
		return (this.payload.length >= 2) ? ByteBuffer.wrap(this.payload).getShort() & 0xFFFF : 1005;
	}

	/**
	 * Returns the words of a close frame.
	 * @return the reason, perhaps empty
	 */
	public String closeReason() {
		return (this.payload.length > 2) ? new String(this.payload, 2, this.payload.length - 2, StandardCharsets.UTF_8)
				: "";
	}

	/**
	 * Returns the frame as a client would send it.
	 * @return its bytes, masked as section 5.3 demands
	 */
	public byte[] masked() {
		byte[] header = header(true);
		byte[] mask = { 0x12, 0x34, 0x56, 0x78 };
		ByteBuffer bytes = ByteBuffer.allocate(header.length + mask.length + this.payload.length);
		bytes.put(header).put(mask);
		for (int i = 0; i < this.payload.length; i++) {
			bytes.put((byte) (this.payload[i] ^ mask[i % mask.length]));
		}
		return bytes.array();
	}

	/**
	 * Returns the frame as no client may send it.
	 * @return its bytes without a mask
	 */
	public byte[] unmasked() {
		byte[] header = header(false);
		return ByteBuffer.allocate(header.length + this.payload.length).put(header).put(this.payload).array();
	}

	/**
	 * Returns the beginning of a frame that announces more than it will ever bring.
	 * @param opcode kind of the frame
	 * @param length what it announces
	 * @return header and mask
	 */
	public static byte[] announcement(int opcode, long length) {
		return ByteBuffer.allocate(14)
			.put((byte) (0x80 | opcode))
			.put((byte) (0x80 | 127))
			.putLong(length)
			.putInt(0)
			.array();
	}

	private byte[] header(boolean mask) {
		int length = this.payload.length;
		ByteBuffer header = ByteBuffer.allocate(10);
		header.put((byte) ((this.last ? 0x80 : 0) | this.opcode));
		int maskBit = mask ? 0x80 : 0;
		if (length < 126) {
			header.put((byte) (maskBit | length));
		}
		else if (length < 65_536) {
			header.put((byte) (maskBit | 126)).putShort((short) length);
		}
		else {
			header.put((byte) (maskBit | 127)).putLong(length);
		}
		return Arrays.copyOf(header.array(), header.position());
	}

	@Override
	public String toString() {
		return switch (this.opcode) {
			case CLOSE -> "close " + closeCode() + " '" + closeReason() + "'";
			case CONTINUATION, TEXT -> "text '" + text() + "'";
			default -> "opcode " + this.opcode + ", " + this.payload.length + " bytes";
		};
	}

}
