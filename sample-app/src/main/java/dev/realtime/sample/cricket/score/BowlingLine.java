package dev.realtime.sample.cricket.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What one bowler did.
 *
 * @param player the bowler
 * @param balls fair deliveries
 * @param maidens whole overs that cost nothing
 * @param runs what it cost: off the bat, wides and no-balls, but neither byes nor leg
 * byes
 * @param wickets taken; run-outs are nobody's
 * @param dots deliveries that cost nothing
 * @param wides runs from wides
 * @param noBalls runs from no-balls
 */
@JsonPropertyOrder({ "player", "overs", "maidens", "runs", "wickets", "economy", "dots", "wides", "noBalls", "balls" })
public record BowlingLine(Player player, int balls, int maidens, int runs, int wickets, int dots, int wides,
		int noBalls) {

	static BowlingLine of(Player player) {
		return new BowlingLine(player, 0, 0, 0, 0, 0, 0, 0);
	}

	/**
	 * Returns the overs bowled.
	 * @return such as {@code 3.4}, three overs and four balls
	 */
	@JsonProperty
	public String overs() {
		return Overs.text(this.balls);
	}

	/**
	 * Returns the cost.
	 * @return runs per over
	 */
	@JsonProperty
	public double economy() {
		return Rate.perOver(this.runs, this.balls);
	}

	/**
	 * Returns the figures as bowlers quote them.
	 * @return wickets for runs, such as {@code 3/26}
	 */
	public String figures() {
		return this.wickets + "/" + this.runs;
	}

	/**
	 * Returns the next figures.
	 * @param ball what was bowled
	 * @param maiden whether it completed an over that cost nothing
	 * @return the figures after it
	 */
	BowlingLine bowling(Ball ball, boolean maiden) {
		return new BowlingLine(this.player, this.balls + (ball.isLegal() ? 1 : 0), this.maidens + (maiden ? 1 : 0),
				this.runs + ball.conceded(),
				this.wickets + ((ball.wicket() != null && ball.wicket().how().isBowlers()) ? 1 : 0),
				this.dots + ((ball.conceded() == 0) ? 1 : 0),
				this.wides + ((ball.extraKind() == ExtraKind.WIDES) ? ball.extras() : 0),
				this.noBalls + ((ball.extraKind() == ExtraKind.NO_BALLS) ? ball.extras() : 0));
	}

}
