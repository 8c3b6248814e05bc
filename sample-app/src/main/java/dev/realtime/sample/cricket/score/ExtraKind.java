package dev.realtime.sample.cricket.score;

/**
 * Runs that no batter is credited with.
 */
public enum ExtraKind {

	/** Out of reach: bowled again, charged to the bowler, not a ball faced. */
	WIDES("wd", "wide"),

	/** Not allowed: bowled again, charged to the bowler, yet a ball faced. */
	NO_BALLS("nb", "no-ball"),

	/** Run without touching bat or body: a fair delivery, not the bowler's fault. */
	BYES("b", "bye"),

	/** Run off the body: a fair delivery, not the bowler's fault. */
	LEG_BYES("lb", "leg bye"),

	/** Given by the umpires: not the bowler's fault. */
	PENALTY("p", "penalty run");

	private final String symbol;

	private final String word;

	ExtraKind(String symbol, String word) {
		this.symbol = symbol;
		this.word = word;
	}

	/**
	 * Returns the scorer's abbreviation.
	 * @return one or two letters
	 */
	public String symbol() {
		return this.symbol;
	}

	/**
	 * Returns the word for one of it.
	 * @return the singular
	 */
	public String word() {
		return this.word;
	}

	boolean isBowledAgain() {
		return this == WIDES || this == NO_BALLS;
	}

	boolean isChargedToBowler() {
		return isBowledAgain();
	}

}
