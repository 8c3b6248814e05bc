package dev.realtime.sample.cricket;

/**
 * How far a replay has come. What is published depends on this alone, so whoever holds
 * the cursor can carry on.
 *
 * @param replay identifies one run, so that ids and idempotency keys of an earlier run
 * are not used again
 * @param round how many times the match was started in this run, from 1
 * @param tick how many intervals ago the round began; up to the length of the match it is
 * the number of balls bowled, after that it is the break
 */
record ReplayCursor(String replay, int round, int tick) {

	static ReplayCursor start(String replay) {
		return new ReplayCursor(replay, 1, 0);
	}

	boolean isBreak(int matchLength) {
		return this.tick > matchLength;
	}

	ReplayCursor next(int matchLength, int breakLength) {
		return (this.tick < matchLength + breakLength) ? new ReplayCursor(this.replay, this.round, this.tick + 1)
				: new ReplayCursor(this.replay, this.round + 1, 0);
	}

}
