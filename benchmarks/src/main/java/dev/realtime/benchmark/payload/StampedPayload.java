package dev.realtime.benchmark.payload;

import java.util.Arrays;

/**
 * A JSON object that carries the number of its publication and the moment at which it was
 * due.
 *
 * <p>
 * Both are written as 16 hexadecimal digits at a fixed distance from a marker, so that a
 * receiver finds them without parsing JSON. The moment is a {@link System#nanoTime()} of
 * the load generator, which hands it to the publisher with the order to publish: only one
 * process ever compares it, so no clock has to be shared.
 */
public final class StampedPayload {

	/** The smallest payload, in bytes. */
	public static final int SMALLEST = 47;

	private static final byte[] MARKER = { '{', '"', 'b', '"', ':', '"' };

	private static final byte[] FILLER = { '"', ',', '"', 'p', '"', ':', '"' };

	private static final byte[] END = { '"', '}' };

	private static final int DIGITS = 16;

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	private StampedPayload() {
	}

	/**
	 * Writes a payload.
	 * @param sequence number of the publication
	 * @param moment when it was due, in nanoseconds
	 * @param size of the payload in bytes, at least {@link #SMALLEST}
	 * @return JSON text in ASCII
	 */
	public static byte[] write(long sequence, long moment, int size) {
		if (size < SMALLEST) {
			throw new IllegalArgumentException("A payload of " + size + " bytes cannot carry its stamp, the least is "
					+ SMALLEST + " bytes: ask for more");
		}
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) 'x');
		int at = put(MARKER, bytes, 0);
		at = putHex(sequence, bytes, at);
		at = putHex(moment, bytes, at);
		put(FILLER, bytes, at);
		put(END, bytes, size - END.length);
		return bytes;
	}

	/**
	 * Finds a payload inside a message.
	 * @param bytes holds the message
	 * @param from index of its first byte
	 * @param to index after its last byte
	 * @return index at which the payload starts, or -1
	 */
	public static int find(byte[] bytes, int from, int to) {
		for (int at = from; at <= to - SMALLEST; at++) {
			if (bytes[at] == '{' && startsAt(bytes, at, to)) {
				return at;
			}
		}
		return -1;
	}

	/**
	 * Whether a payload starts at an index.
	 * @param bytes holds the message
	 * @param at the index to look at
	 * @param to index after the message's last byte
	 * @return whether its marker is there and the rest fits
	 */
	public static boolean startsAt(byte[] bytes, int at, int to) {
		return at <= to - SMALLEST && Arrays.equals(bytes, at, at + MARKER.length, MARKER, 0, MARKER.length);
	}

	/**
	 * Reads the number of the publication.
	 * @param bytes holds the payload
	 * @param at where it starts
	 * @return the number
	 */
	public static long sequence(byte[] bytes, int at) {
		return hex(bytes, at + MARKER.length);
	}

	/**
	 * Reads the moment at which the publication was due.
	 * @param bytes holds the payload
	 * @param at where it starts
	 * @return nanoseconds of the load generator's clock
	 */
	public static long moment(byte[] bytes, int at) {
		return hex(bytes, at + MARKER.length + DIGITS);
	}

	private static int put(byte[] part, byte[] bytes, int at) {
		System.arraycopy(part, 0, bytes, at, part.length);
		return at + part.length;
	}

	private static int putHex(long value, byte[] bytes, int at) {
		for (int i = 0; i < DIGITS; i++) {
			bytes[at + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xf];
		}
		return at + DIGITS;
	}

	private static long hex(byte[] bytes, int at) {
		long value = 0;
		for (int i = at; i < at + DIGITS; i++) {
			int digit = bytes[i];
			value = (value << 4) | ((digit <= '9') ? digit - '0' : digit - 'a' + 10);
		}
		return value;
	}

}
