package dev.realtime.benchmark.client;

import java.util.Arrays;

/**
 * Frames as a client sends them: whole and masked.
 *
 * <p>
 * The mask is always the same one. Real clients draw a new one for each frame, to keep
 * hostile pages from writing chosen bytes through a proxy; here it would only cost time.
 */
public final class ClientFrames {

	static final int TEXT = 0x1;

	static final int CLOSE = 0x8;

	static final int PONG = 0xa;

	private static final byte[] MASK = { 0x37, (byte) 0xfa, 0x21, 0x3d };

	private ClientFrames() {
	}

	/**
	 * Writes a text frame.
	 * @param payload in UTF-8, at most 65,535 bytes
	 * @return what is sent
	 */
	public static byte[] text(byte[] payload) {
		return frame(TEXT, payload, 0, payload.length);
	}

	/**
	 * Writes the answer to a ping.
	 * @param bytes of the ping
	 * @param from index of the first one
	 * @param to index after the last one
	 * @return what is sent
	 */
	public static byte[] pong(byte[] bytes, int from, int to) {
		return frame(PONG, bytes, from, to);
	}

	/**
	 * Writes a frame that closes in an orderly way.
	 * @return what is sent
	 */
	public static byte[] close() {
		return frame(CLOSE, new byte[] { 0x03, (byte) 0xe8 }, 0, 2);
	}

	private static byte[] frame(int opcode, byte[] bytes, int from, int to) {
		int length = to - from;
		if (length > 0xffff) {
			throw new IllegalArgumentException("A client frame of " + length + " bytes, the most is 65535");
		}
		int header = (length < 126) ? 2 : 4;
		byte[] frame = new byte[header + MASK.length + length];
		frame[0] = (byte) (0x80 | opcode);
		if (header == 2) {
			frame[1] = (byte) (0x80 | length);
		}
		else {
			frame[1] = (byte) (0x80 | 126);
			frame[2] = (byte) (length >>> 8);
			frame[3] = (byte) length;
		}
		System.arraycopy(MASK, 0, frame, header, MASK.length);
		byte[] masked = Arrays.copyOfRange(bytes, from, to);
		for (int i = 0; i < length; i++) {
			masked[i] ^= MASK[i & 3];
		}
		System.arraycopy(masked, 0, frame, header + MASK.length, length);
		return frame;
	}

}
