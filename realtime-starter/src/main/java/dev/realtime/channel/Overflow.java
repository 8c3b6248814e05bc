package dev.realtime.channel;

/**
 * What becomes of a subscription that is too far behind: what it waits for has left the
 * tail, or its connection lags by more than {@code realtime.backpressure.max-lag}.
 */
public enum Overflow {

	/** It is given everything all the same, from history where the tail has forgotten. */
	CATCH_UP,

	/** It goes on with the newest publication. */
	NEWEST,

	/** It goes on with what is published next. */
	SKIP,

	/** Its connection is closed with 3008. */
	DISCONNECT;

	/**
	 * Returns what is right for a channel if nobody says otherwise.
	 * @param recovery what its clients are promised
	 * @return the choice that keeps the promise
	 */
	public static Overflow of(RecoveryMode recovery) {
		return switch (recovery) {
			case STREAM -> CATCH_UP;
			case CACHE -> NEWEST;
			case NONE -> SKIP;
		};
	}

	/** Whether the promise of a channel leaves this choice. */
	boolean keeps(RecoveryMode recovery) {
		return switch (recovery) {
			case STREAM -> this == CATCH_UP || this == DISCONNECT;
			case CACHE -> this != SKIP;
			case NONE -> true;
		};
	}

}
