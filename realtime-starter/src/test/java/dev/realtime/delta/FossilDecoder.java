package dev.realtime.delta;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Applies deltas and is as strict as any client: everything a receiver may check is
 * checked.
 */
public final class FossilDecoder {

	private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

	private final byte[] base;

	private final ByteBuffer delta;

	private FossilDecoder(byte[] base, byte[] delta) {
		this.base = base;
		this.delta = ByteBuffer.wrap(delta);
	}

	/**
	 * Applies a delta.
	 * @param base what it was made against
	 * @param delta the delta
	 * @return the target
	 * @throws IllegalArgumentException if anything about it is wrong
	 */
	public static byte[] apply(byte[] base, byte[] delta) {
		return new FossilDecoder(base, delta).apply();
	}

	private byte[] apply() {
		long size = number();
		expect('\n');
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		while (true) {
			long count = number();
			char sign = (char) this.delta.get();
			if (sign == '@') {
				long from = number();
				expect(',');
				if (from + count > this.base.length) {
					throw new IllegalArgumentException("Copies " + count + " from " + from + " of " + this.base.length);
				}
				target.write(this.base, (int) from, (int) count);
			}
			else if (sign == ':') {
				byte[] literal = new byte[(int) count];
				this.delta.get(literal);
				target.write(literal, 0, literal.length);
			}
			else if (sign == ';') {
				return checked(size, count, target.toByteArray());
			}
			else {
				throw new IllegalArgumentException("The sign '" + sign + "' stands where none does");
			}
			if (target.size() > size) {
				throw new IllegalArgumentException("More than the " + size + " bytes that were announced");
			}
		}
	}

	private byte[] checked(long size, long checksum, byte[] target) {
		if (target.length != size || this.delta.hasRemaining()) {
			throw new IllegalArgumentException(
					"Announced " + size + " bytes, got " + target.length + ", left " + this.delta.remaining());
		}
		byte[] padded = Arrays.copyOf(target, (target.length + 3) / 4 * 4);
		int sum = 0;
		for (ByteBuffer words = ByteBuffer.wrap(padded); words.hasRemaining();) {
			sum += words.getInt();
		}
		if (Integer.toUnsignedLong(sum) != checksum) {
			throw new IllegalArgumentException("The checksum is " + checksum + ", it should be " + sum);
		}
		return target;
	}

	private long number() {
		int start = this.delta.position();
		long number = 0;
		while (DIGITS.indexOf(this.delta.get(this.delta.position())) >= 0) {
			number = number * 64 + DIGITS.indexOf(this.delta.get());
		}
		int digits = this.delta.position() - start;
		if (digits == 0 || digits > 1 && this.delta.get(start) == '0' || number > 0xFFFFFFFFL) {
			throw new IllegalArgumentException(
					"No number in " + StandardCharsets.UTF_8.decode(this.delta.position(start)));
		}
		return number;
	}

	private void expect(char sign) {
		if (this.delta.get() != sign) {
			throw new IllegalArgumentException("Expected '" + sign + "'");
		}
	}

}
