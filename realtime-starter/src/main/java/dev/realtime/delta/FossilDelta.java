package dev.realtime.delta;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Writes what makes one text from another, in the delta format of the Fossil version
 * control system, which the client libraries of the protocol apply.
 *
 * <p>
 * Both texts are UTF-8, and so is every delta: no copied range begins or ends inside a
 * character of the target, so that what is written literally may travel in a JSON string.
 * Whoever holds the base and applies the delta gets the target, byte by byte.
 *
 * <p>
 * What both have in common at the beginning and at the end is found by comparing; between
 * these, blocks of the base are looked up by a hash that rolls over the target. Stateless
 * and thread-safe.
 */
public final class FossilDelta {

	/**
	 * Bytes of the base that are looked up as one; shorter matches cost more than they
	 * save.
	 */
	private static final int BLOCK = 16;

	/** As many blocks of one hash are looked at: spaces in a row would be thousands. */
	private static final int MOST_PROBES = 8;

	/** Of the hash that rolls. */
	private static final int FACTOR = 0x08088405;

	private static final int FACTOR_TO_THE_BLOCK = power();

	private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private final byte[] base;

	private final byte[] target;

	private final DeltaWriter out;

	/** Position in the target up to which everything is written. */
	private int done;

	private FossilDelta(byte[] base, byte[] target) {
		this.base = base;
		this.target = target;
		this.out = new DeltaWriter(target.length);
	}

	private static int power() {
		int power = 1;
		for (int i = 0; i < BLOCK; i++) {
			power *= FACTOR;
		}
		return power;
	}

	/**
	 * Writes the delta from one text to another.
	 * @param base what the receiver has, valid UTF-8
	 * @param target what it is to have, valid UTF-8
	 * @return the delta, or nothing if it would not be shorter than the target
	 */
	public static byte @Nullable [] encode(byte[] base, byte[] target) {
		FossilDelta delta = new FossilDelta(base, target);
		return delta.write() ? delta.out.toByteArray() : null;
	}

	private boolean write() {
		this.out.number(this.target.length).sign('\n');
		int shorter = Math.min(this.base.length, this.target.length);
		int mismatch = Arrays.mismatch(this.base, 0, shorter, this.target, 0, shorter);
		int prefix = startOfCharacter((mismatch < 0) ? shorter : mismatch);
		int suffix = commonSuffix(shorter - prefix);
		if (isWorthACopy(prefix, 0)) {
			copy(prefix, 0);
		}
		int end = this.target.length - suffix;
		if (!isWorthACopy(suffix, this.base.length - suffix)) {
			end = this.target.length;
		}
		match(prefix, this.base.length - suffix, end);
		insertUntil(end);
		if (end < this.target.length) {
			copy(this.target.length - end, this.base.length - suffix);
		}
		this.out.number(checksum()).sign(';');
		return !this.out.isFull();
	}

	/** As many bytes at the end, up to a start of a character. */
	private int commonSuffix(int most) {
		int length = 0;
		while (length < most
				&& this.base[this.base.length - 1 - length] == this.target[this.target.length - 1 - length]) {
			length++;
		}
		int start = this.target.length - length;
		while (start < this.target.length && isInsideCharacter(start)) {
			start++;
		}
		return this.target.length - start;
	}

	/** Copies what lies between the common ends. */
	private void match(int baseFrom, int baseTo, int targetTo) {
		int blocks = (baseTo - baseFrom) / BLOCK;
		if (blocks <= 0 || targetTo - this.done < BLOCK) {
			return;
		}
		int[] heads = new int[Math.max(16, Integer.highestOneBit(blocks) << 2)];
		int[] next = new int[blocks];
		int mask = heads.length - 1;
		// From the end, so that of equal blocks the first is found first.
		for (int block = blocks - 1; block >= 0; block--) {
			int slot = slot(hash(this.base, baseFrom + block * BLOCK), mask);
			next[block] = heads[slot];
			heads[slot] = block + 1;
		}
		int at = this.done;
		int hash = hash(this.target, at);
		while (true) {
			int head = heads[slot(hash, mask)];
			if (head != 0 && matchAt(at, head, next, baseFrom, targetTo)) {
				if (targetTo - this.done < BLOCK) {
					return;
				}
				at = this.done;
				hash = hash(this.target, at);
				continue;
			}
			if (at + BLOCK >= targetTo || this.out.isFull()) {
				return;
			}
			hash = hash * FACTOR + this.target[at + BLOCK] - this.target[at] * FACTOR_TO_THE_BLOCK;
			at++;
		}
	}

	/** Copies the longest range around one of the blocks, if that is worth it. */
	private boolean matchAt(int at, int head, int[] next, int baseFrom, int targetTo) {
		int bestStart = 0;
		int bestLength = 0;
		int bestSource = 0;
		int probes = 0;
		for (int block = head; block != 0 && probes < MOST_PROBES; block = next[block - 1], probes++) {
			int source = baseFrom + (block - 1) * BLOCK;
			int most = Math.min(this.base.length - source, targetTo - at);
			int mismatch = Arrays.mismatch(this.base, source, source + most, this.target, at, at + most);
			int forward = (mismatch < 0) ? most : mismatch;
			if (forward < BLOCK) {
				continue;
			}
			int back = 0;
			while (at - back > this.done && source - back > 0
					&& this.base[source - back - 1] == this.target[at - back - 1]) {
				back++;
			}
			if (forward + back > bestLength) {
				bestStart = at - back;
				bestLength = forward + back;
				bestSource = source - back;
			}
		}
		if (bestLength == 0) {
			return false;
		}
		int end = bestStart + bestLength;
		end = (end == targetTo) ? end : startOfCharacter(end);
		int start = bestStart;
		while (start < end && isInsideCharacter(start)) {
			start++;
		}
		int source = bestSource + start - bestStart;
		if (!isWorthACopy(end - start, source)) {
			return false;
		}
		insertUntil(start);
		copy(end - start, source);
		return true;
	}

	private void copy(int length, int source) {
		this.out.number(length).sign('@').number(source).sign(',');
		this.done += length;
	}

	private void insertUntil(int end) {
		if (end > this.done) {
			this.out.number(end - this.done).sign(':').bytes(this.target, this.done, end - this.done);
			this.done = end;
		}
	}

	private static boolean isWorthACopy(int length, int source) {
		return length > DeltaWriter.digits(length) + DeltaWriter.digits(source) + 2;
	}

	/** The last start of a character up to a position. */
	private int startOfCharacter(int position) {
		int start = position;
		while (start > 0 && start < this.target.length && isInsideCharacter(start)) {
			start--;
		}
		return start;
	}

	private boolean isInsideCharacter(int position) {
		return (this.target[position] & 0xC0) == 0x80;
	}

	private static int slot(int hash, int mask) {
		return (hash ^ (hash >>> 15)) & mask;
	}

	private static int hash(byte[] bytes, int from) {
		int hash = 0;
		for (int i = from; i < from + BLOCK; i++) {
			hash = hash * FACTOR + bytes[i];
		}
		return hash;
	}

	/** The sum of all words of four bytes, the last one filled up with zeros. */
	private int checksum() {
		int sum = 0;
		int at = 0;
		for (; at + Integer.BYTES <= this.target.length; at += Integer.BYTES) {
			sum += (int) INTS.get(this.target, at);
		}
		for (int shift = 24; at < this.target.length; at++, shift -= 8) {
			sum += (this.target[at] & 0xFF) << shift;
		}
		return sum;
	}

}
