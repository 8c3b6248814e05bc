package dev.realtime.outbound;

/**
 * What was decided about a connection that does not keep up.
 */
public enum Decision {

	/** A newer publication took the place of some, as the channel's rule wants. */
	CONFLATED("conflated"),

	/** What it waited for had left the tail, and it went on with the newest. */
	NEWEST("newest"),

	/** What it waited for had left the tail of a channel that recovers nothing. */
	BEHIND("behind"),

	/** Its connection lagged by too much, and it was taken forward. */
	OVERFLOW("overflow"),

	/** What it waits for had left the tail, and is read from history. */
	CATCH_UP,

	/** History does not reach back: the client was told to recover. */
	INSUFFICIENT,

	/** It owes an acknowledgement for too long. */
	SLOW,

	/** It has acknowledged. */
	IN_TIME,

	/** It lags by more than it may. */
	LAGGING,

	/** It lags by less again. */
	CAUGHT_UP,

	/** It was closed because of all that. */
	CLOSED;

	private final String reason;

	Decision() {
		this("");
	}

	Decision(String reason) {
		this.reason = reason;
	}

	/**
	 * Whether publications were left out.
	 * @return whether it has a {@link #reason()}
	 */
	public boolean isSkip() {
		return !this.reason.isEmpty();
	}

	/**
	 * Returns why publications were left out, as meters call it.
	 * @return one word, empty if none were
	 */
	public String reason() {
		return this.reason;
	}

}
