package dev.realtime.sample.cricket.score;

import org.jspecify.annotations.Nullable;

/**
 * The facts of one delivery.
 *
 * @param innings 0 for the first
 * @param over 0 for the first
 * @param batter who faced
 * @param nonStriker who stood at the other end
 * @param bowler who bowled
 * @param runs off the bat
 * @param extras not off the bat
 * @param extraKind what kind of extras, absent if there are none
 * @param wicket who fell, if anyone
 */
public record Ball(int innings, int over, Player batter, Player nonStriker, Player bowler, int runs, int extras,
		@Nullable ExtraKind extraKind, @Nullable Wicket wicket) {

	/**
	 * Checks the facts.
	 * @throws IllegalArgumentException if they contradict each other
	 */
	public Ball {
		if (runs < 0 || extras < 0) {
			throw new IllegalArgumentException("Runs must not be negative, got " + runs + " and " + extras);
		}
		if ((extras > 0) != (extraKind != null)) {
			throw new IllegalArgumentException("Extras need a kind, and a kind needs extras, got " + extras + " and "
					+ extraKind + " in over " + (over + 1));
		}
	}

	/**
	 * Returns what the side gets.
	 * @return runs off the bat and extras
	 */
	public int total() {
		return this.runs + this.extras;
	}

	/**
	 * Whether it counts as one of the six.
	 * @return neither wide nor no-ball
	 */
	public boolean isLegal() {
		return this.extraKind == null || !this.extraKind.isBowledAgain();
	}

	/**
	 * Whether it counts as faced by the batter: only a wide does not.
	 * @return whether the batter could have played it
	 */
	public boolean isFaced() {
		return this.extraKind != ExtraKind.WIDES;
	}

	/**
	 * Returns what it costs the bowler.
	 * @return runs off the bat, wides and no-balls
	 */
	public int conceded() {
		return this.runs + ((this.extraKind != null && this.extraKind.isChargedToBowler()) ? this.extras : 0);
	}

	/**
	 * Returns whether the batters stand at swapped ends when it is dead, as the runs tell
	 * it: the run that is given for a wide or a no-ball is not run, penalty runs neither.
	 * @return whether an odd number was run
	 */
	boolean isCrossed() {
		if (this.extraKind == null) {
			return this.runs % 2 == 1;
		}
		return switch (this.extraKind) {
			case WIDES, NO_BALLS -> (total() - 1) % 2 == 1;
			case BYES, LEG_BYES -> total() % 2 == 1;
			case PENALTY -> this.runs % 2 == 1;
		};
	}

}
