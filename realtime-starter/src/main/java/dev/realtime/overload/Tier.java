package dev.realtime.overload;

/**
 * How degraded a node is, the best first. Each tier does what those before it do, too.
 */
public enum Tier {

	/** Everybody is served everything at once. */
	NORMAL,

	/**
	 * Channels whose rule throttles are served once per window: what came meanwhile in
	 * one batch, or only the newest of it if they conflate. Nothing else changes.
	 */
	THROTTLE,

	/**
	 * The cursors of channels of low priority freeze; they catch up when this is over.
	 * Clients that only read and understand it are moved to polling, a share per tick,
	 * never one that publishes. The tier does not wait for them: published client
	 * libraries cannot be moved.
	 */
	SHED,

	/**
	 * New clients are refused with 503, a spread {@code Retry-After} and a link to
	 * polling: at negotiate, at the handshake, and at polling itself once its budget is
	 * exhausted. Those that are connected stay.
	 */
	REJECT;

	/**
	 * Whether a node is this degraded or more.
	 * @param other compared with which
	 * @return whether this tier does what the other does
	 */
	public boolean isAtLeast(Tier other) {
		return compareTo(other) >= 0;
	}

	/** One step better. */
	Tier below() {
		return (this == NORMAL) ? NORMAL : values()[ordinal() - 1];
	}

}
