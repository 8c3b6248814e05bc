package dev.realtime.benchmark.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks for bytes in arrays, eight at a time.
 */
final class ByteSearch {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private ByteSearch() {
	}

	/**
	 * Finds the first line feed.
	 * @return its index, or {@code to}
	 */
	static int endOfLine(byte[] bytes, int from, int to) {
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			// A byte of the difference is zero where a line feed was; the classic test
			// sets its high bit, and the lowest one set is always true.
			long difference = (long) LONG.get(bytes, at) ^ (ONES * '\n');
			long found = (difference - ONES) & ~difference & HIGH_BITS;
			if (found != 0) {
				return at + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (at < to && bytes[at] != '\n') {
			at++;
		}
		return at;
	}

	static boolean contains(byte[] bytes, int from, int to, byte[] word) {
		for (int at = from; at <= to - word.length; at++) {
			if (bytes[at] == word[0] && Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
				return true;
			}
		}
		return false;
	}

}
