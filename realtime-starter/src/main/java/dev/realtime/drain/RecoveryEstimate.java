package dev.realtime.drain;

/**
 * How many clients of a node that drains have come back elsewhere, as far as the others
 * have grown since. Who comes for the first time is counted as well, and who leaves the
 * others hides who has come: it is an estimate, and is to be called one. Immutable.
 *
 * @param othersBefore how many connections the other nodes had when it began
 */
public record RecoveryEstimate(long othersBefore) {

	/**
	 * Estimates.
	 * @param othersNow how many connections the other nodes have
	 * @param moved how many clients were moved
	 * @param exactly how many of them were recognised elsewhere, and need no estimate
	 * @return how many of the rest have come back, from none to all of them
	 */
	public long estimate(long othersNow, long moved, long exactly) {
		long rest = Math.max(0, moved - exactly);
		return Math.max(0, Math.min(rest, othersNow - this.othersBefore - exactly));
	}

}
