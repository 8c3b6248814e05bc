package dev.realtime.drain;

/**
 * When nodes are so unequal that connections are worth moving, and how equal they are to
 * become. What a node should have is its share: of all connections as many as its
 * capacity is of all capacity; with equal capacities that is the mean.
 *
 * @param imbalance how far a node has to be from its share, as a part of it, before
 * anything is done; above the tolerance up to 1
 * @param least how far it has to be from its share in connections as well, at least 1: a
 * few are not worth the trouble
 * @param tolerance how far from its share a node may be afterwards, as a part of it; at
 * least 0
 */
public record RebalanceLimits(double imbalance, int least, double tolerance) {

	/** A node 20 % and 100 connections off its share is brought to within 5 %. */
	public static final RebalanceLimits DEFAULTS = new RebalanceLimits(0.20, 100, 0.05);

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public RebalanceLimits {
		if (!(tolerance >= 0 && imbalance > tolerance && imbalance <= 1)) {
			throw new IllegalArgumentException(
					"Nodes are to be balanced when they are " + imbalance + " off their share, to within " + tolerance
							+ "; the first must be up to 1 and above the second, which must be at least 0");
		}
		if (least < 1) {
			throw new IllegalArgumentException(
					"Nodes are to be balanced when they are " + least + " connections off; it must be at least 1");
		}
	}

	boolean isExceeded(double share, int connections) {
		double off = Math.abs(connections - share);
		return off >= this.least && off >= this.imbalance * share;
	}

	/** Never less than one connection: shares are rarely whole. */
	double band(double share) {
		return Math.max(1, this.tolerance * share);
	}

}
