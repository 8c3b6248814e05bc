package dev.realtime.drain;

import org.jspecify.annotations.Nullable;

/**
 * What a node does next. Acting on it happens outside.
 *
 * @param before the phase it was in
 * @param phase the phase it is in now
 * @param close how many connections to close now
 * @param flow whether closing has just been interrupted or goes on again
 * @param reason why it was interrupted
 */
public record DrainVerdict(DrainPhase before, DrainPhase phase, int close, Flow flow, @Nullable String reason) {

	static DrainVerdict of(DrainPhase before, DrainPhase phase) {
		return new DrainVerdict(before, phase, 0, Flow.STEADY, null);
	}

	/**
	 * Whether the node has come into another phase, which is to be told to the world.
	 * @return whether before and after differ
	 */
	public boolean isPhaseChanged() {
		return this.before != this.phase;
	}

	/** Whether closing stops or goes on. */
	public enum Flow {

		/** As before. */
		STEADY,

		/** It stops, for the reason given. */
		PAUSED,

		/** It goes on: the reason is gone. */
		RESUMED

	}

}
