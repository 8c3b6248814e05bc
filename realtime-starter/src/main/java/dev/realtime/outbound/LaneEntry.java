package dev.realtime.outbound;

import org.jspecify.annotations.Nullable;

/**
 * Something that can wait in a lane of one connection. Extended rather than referred to,
 * so that waiting costs no object. Belongs to one loop.
 */
public abstract class LaneEntry {

	/** The lane it waits in, or -1. */
	int lane = -1;

	@Nullable LaneEntry previous;

	@Nullable LaneEntry next;

	/**
	 * Makes an entry that waits nowhere.
	 */
	protected LaneEntry() {
	}

	/**
	 * Whether it waits in a lane.
	 * @return whether it was added and not taken out since
	 */
	public boolean isWaiting() {
		return this.lane >= 0;
	}

}
