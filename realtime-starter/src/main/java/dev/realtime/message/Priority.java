package dev.realtime.message;

/**
 * How much a channel or a publication matters. Orders channels against each other and
 * decides what may be skipped; inside one channel the order of publications never
 * changes. Declared from the most to the least important, so {@code ordinal()} is the
 * lane.
 */
public enum Priority {

	/** Must arrive: the wicket, the fill. Served first and never skipped. */
	CRITICAL,

	/** Matters more than usual. */
	HIGH,

	/** What a channel has when nothing is said. */
	NORMAL,

	/** First to wait and first to be skipped: commentary, cursors. */
	LOW;

	/**
	 * Whether this outranks another priority.
	 * @param other the other one
	 * @return whether this is strictly more important
	 */
	public boolean outranks(Priority other) {
		return ordinal() < other.ordinal();
	}

	/**
	 * Returns the more important of two priorities.
	 * @param other the other one
	 * @return this, or {@code other} if it outranks this
	 */
	public Priority max(Priority other) {
		return other.outranks(this) ? other : this;
	}

}
