package dev.realtime.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far the clock of one server is ahead of this node's, estimated from answers that
 * tell the server's time.
 *
 * <p>
 * The server has looked at its clock between the question and the answer. The middle is
 * the guess, and half the way there and back is the most by which it can be wrong,
 * however unequal the two ways are. Of the last minute the guess counts that can be least
 * wrong now: it ages, as clocks drift apart. Guesses that cannot both be right say that a
 * clock was set; the later counts. Thread-safe, reading takes no lock.
 */
final class ServerClock {

	private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

	/** Two clocks drift apart by less than 50 microseconds in a second. */
	private static final long DRIFT_DIVISOR = 20_000;

	/** More than a minute has by default; the oldest make room. */
	private static final int MOST_GUESSES = 32;

	private final Deque<Guess> guesses = new ArrayDeque<>();

	private volatile long aheadNanos;

	/**
	 * Another server may answer from now on. What was known of the last one counts until
	 * the first answer.
	 */
	synchronized void anew() {
		this.guesses.clear();
	}

	/**
	 * A server has told its time.
	 * @param sentNanos when it was asked
	 * @param receivedNanos when the answer was there, by the same clock
	 * @param nodeNanos what this node's clock said at that moment, since 1970
	 * @param serverNanos what the server has answered, since 1970
	 */
	synchronized void told(long sentNanos, long receivedNanos, long nodeNanos, long serverNanos) {
		long error = (receivedNanos - sentNanos) / 2;
		Guess latest = new Guess(receivedNanos, serverNanos - (nodeNanos - error), error);
		this.guesses.removeIf(
				(guess) -> receivedNanos - guess.takenNanos > MEMORY_NANOS || guess.contradicts(latest, receivedNanos));
		if (this.guesses.size() == MOST_GUESSES) {
			this.guesses.removeFirst();
		}
		this.guesses.addLast(latest);
		Guess best = latest;
		for (Guess guess : this.guesses) {
			best = (guess.errorNanos(receivedNanos) < best.errorNanos(receivedNanos)) ? guess : best;
		}
		this.aheadNanos = best.aheadNanos;
	}

	/**
	 * Returns how far the server's clock is ahead.
	 * @return nanoseconds, negative if it is behind; 0 until it was told
	 */
	long aheadNanos() {
		return this.aheadNanos;
	}

	/**
	 * What one answer says.
	 *
	 * @param takenNanos when it came
	 * @param aheadNanos how far the server's clock is ahead if both ways are equal
	 * @param pathNanos half the way there and back
	 */
	private record Guess(long takenNanos, long aheadNanos, long pathNanos) {

		/** The most by which it can be wrong by now. */
		long errorNanos(long nowNanos) {
			return this.pathNanos + (nowNanos - this.takenNanos) / DRIFT_DIVISOR;
		}

		boolean contradicts(Guess other, long nowNanos) {
			return Math.abs(this.aheadNanos - other.aheadNanos) > errorNanos(nowNanos) + other.errorNanos(nowNanos);
		}

	}

}
