package dev.realtime.sample.cricket.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What one batter did.
 *
 * @param player the batter
 * @param dismissal how it ended, or nothing while it has not
 * @param runs off the bat
 * @param balls faced, wides not among them
 * @param fours hits for four
 * @param sixes hits for six
 */
@JsonPropertyOrder({ "player", "dismissal", "runs", "balls", "fours", "sixes", "strikeRate" })
public record BattingLine(Player player, @Nullable String dismissal, int runs, int balls, int fours, int sixes) {

	static BattingLine of(Player player) {
		return new BattingLine(player, null, 0, 0, 0, 0);
	}

	/**
	 * Returns the pace.
	 * @return runs per hundred balls
	 */
	@JsonProperty
	public double strikeRate() {
		return Rate.perHundred(this.runs, this.balls);
	}

	/**
	 * Returns whether the batter is out.
	 * @return whether there is a dismissal
	 */
	public boolean out() {
		return this.dismissal != null;
	}

	BattingLine facing(Ball ball) {
		return new BattingLine(this.player, this.dismissal, this.runs + ball.runs(),
				this.balls + (ball.isFaced() ? 1 : 0), this.fours + ((ball.runs() == 4) ? 1 : 0),
				this.sixes + ((ball.runs() == 6) ? 1 : 0));
	}

	BattingLine dismissed(String notation) {
		return new BattingLine(this.player, notation, this.runs, this.balls, this.fours, this.sixes);
	}

}
