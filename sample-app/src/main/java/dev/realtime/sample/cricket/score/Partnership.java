package dev.realtime.sample.cricket.score;

/**
 * Two batters together.
 *
 * @param wicket which wicket it is for, 1 for the opening stand
 * @param runs of the side meanwhile, extras among them
 * @param balls faced meanwhile
 * @param first who was in first
 * @param second who joined
 * @param unbroken whether nobody fell yet
 */
public record Partnership(int wicket, int runs, int balls, Share first, Share second, boolean unbroken) {

	static Partnership of(int wicket, Player first, Player second) {
		return new Partnership(wicket, 0, 0, new Share(first.name(), 0, 0), new Share(second.name(), 0, 0), true);
	}

	Partnership after(Ball ball) {
		return new Partnership(this.wicket, this.runs + ball.total(), this.balls + (ball.isFaced() ? 1 : 0),
				this.first.after(ball), this.second.after(ball), ball.wicket() == null);
	}

	/**
	 * What one of the two gave to it.
	 *
	 * @param player the batter
	 * @param runs off the bat
	 * @param balls faced
	 */
	public record Share(String player, int runs, int balls) {

		Share after(Ball ball) {
			if (!this.player.equals(ball.batter().name())) {
				return this;
			}
			return new Share(this.player, this.runs + ball.runs(), this.balls + (ball.isFaced() ? 1 : 0));
		}

	}

}
