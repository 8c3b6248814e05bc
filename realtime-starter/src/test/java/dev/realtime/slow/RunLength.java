package dev.realtime.slow;

import java.time.Duration;

/**
 * How long a scenario runs: {@code -Drealtime.test.slow.seconds}. In 60 s a reader of 1
 * KB/s reads fifteen publications of 4 KB; a shorter run has a reader that is faster by
 * as much and an acknowledgement timeout that is shorter by as much, so that the same
 * things happen in it.
 *
 * @param seconds the length, from 5 to 60
 */
record RunLength(int seconds) {

	private static final int WHOLE = 60;

	private static final int DEFAULT = 8;

	RunLength {
		if (seconds < 5 || seconds > WHOLE) {
			throw new IllegalArgumentException("realtime.test.slow.seconds is " + seconds + "; allowed is 5 to 60");
		}
	}

	static RunLength ofThisRun() {
		return new RunLength(Integer.getInteger("realtime.test.slow.seconds", DEFAULT));
	}

	Duration duration() {
		return Duration.ofSeconds(this.seconds);
	}

	/** What a reader of 1 KB/s reads in a second, were this the whole run. */
	int slowBytesPerSecond() {
		return 1024 * WHOLE / this.seconds;
	}

	/** The default of 5 s in a whole run; 1 s is the least that is allowed. */
	Duration ackTimeout() {
		return Duration.ofMillis(Math.max(1000, 5000 * this.seconds / WHOLE));
	}

}
