package dev.realtime.benchmark.client;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Says of every publication that one connection receives whether it is the one that was
 * due. Publications are counted from 1. Not thread-safe.
 */
final class SequenceCheck {

	/**
	 * Numbers remembered as missing, so that a late one is told from a duplicate. Beyond
	 * it a gap is only counted.
	 */
	static final int REMEMBERED = 4096;

	private long expected = 1;

	private long missing;

	private @Nullable Set<Long> remembered;

	/** What a publication is to the connection that received it. */
	enum Verdict {

		/** The one that was due. */
		NEXT,

		/** Newer than the one that was due: some were passed over. */
		AFTER_GAP,

		/** One of those passed over: it came, but out of order. */
		LATE,

		/** Came before. */
		DUPLICATE

	}

	Verdict received(long sequence) {
		if (sequence == this.expected) {
			this.expected++;
			return Verdict.NEXT;
		}
		if (sequence > this.expected) {
			passOver(sequence);
			return Verdict.AFTER_GAP;
		}
		if (this.remembered != null && this.remembered.remove(sequence)) {
			this.missing--;
			return Verdict.LATE;
		}
		return Verdict.DUPLICATE;
	}

	/**
	 * Returns how many of the publications sent so far did not arrive.
	 * @param published how many were sent
	 * @return the number of those that are missing
	 */
	long lost(long published) {
		return this.missing + Math.max(0, published - this.expected + 1);
	}

	private void passOver(long sequence) {
		this.missing += sequence - this.expected;
		if (this.remembered == null) {
			this.remembered = new HashSet<>();
		}
		for (long number = this.expected; number < sequence && this.remembered.size() < REMEMBERED; number++) {
			this.remembered.add(number);
		}
		this.expected = sequence + 1;
	}

}
