package dev.realtime.delta;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a delta as they are written, at most as many as it may have.
 */
final class DeltaWriter {

	private static final byte[] DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
		.getBytes(StandardCharsets.US_ASCII);

	private static final int BITS = 6;

	private final int limit;

	private byte[] bytes;

	private int size;

	private boolean full;

	/** A delta of that many bytes is no use. */
	DeltaWriter(int limit) {
		this.limit = limit;
		this.bytes = new byte[Math.min(limit, 256)];
	}

	/** How many digits a number has that is not negative. */
	static int digits(int number) {
		return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number) + BITS - 1) / BITS);
	}

	/** Writes a number of 32 bits without sign. */
	DeltaWriter number(int number) {
		for (int digit = digits(number) - 1; digit >= 0; digit--) {
			put(DIGITS[(number >>> (digit * BITS)) & 0x3F]);
		}
		return this;
	}

	DeltaWriter sign(char sign) {
		put((byte) sign);
		return this;
	}

	void bytes(byte[] source, int from, int length) {
		if (makeRoom(length)) {
			System.arraycopy(source, from, this.bytes, this.size, length);
			this.size += length;
		}
	}

	private void put(byte single) {
		if (makeRoom(1)) {
			this.bytes[this.size++] = single;
		}
	}

	private boolean makeRoom(int length) {
		this.full |= this.size + length >= this.limit;
		if (this.full) {
			return false;
		}
		if (this.size + length > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					Math.min(this.limit, Math.max(2 * this.bytes.length, this.size + length)));
		}
		return true;
	}

	/** Whether something did not fit. */
	boolean isFull() {
		return this.full;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

}
