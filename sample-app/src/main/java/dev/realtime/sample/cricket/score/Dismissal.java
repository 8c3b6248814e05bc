package dev.realtime.sample.cricket.score;

/**
 * A way to get out.
 */
public enum Dismissal {

	/** The ball hit the stumps. */
	BOWLED(true),

	/** A fielder caught it. */
	CAUGHT(true),

	/** The bowler caught it. */
	CAUGHT_AND_BOWLED(true),

	/** Leg before wicket. */
	LBW(true),

	/** The keeper broke the stumps with the batter out of the crease. */
	STUMPED(true),

	/** The batter trod on the stumps. */
	HIT_WICKET(true),

	/** Short of the crease while running: nobody's wicket in the bowling figures. */
	RUN_OUT(false);

	private final boolean bowlers;

	Dismissal(boolean bowlers) {
		this.bowlers = bowlers;
	}

	/**
	 * Whether the bowler is credited.
	 * @return whether it counts in the bowling figures
	 */
	public boolean isBowlers() {
		return this.bowlers;
	}

}
