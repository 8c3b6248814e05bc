package dev.realtime.sample.cricket.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What the side batting second has to do.
 *
 * @param team code of that side
 * @param target runs that win
 * @param runsNeeded still missing, 0 when it is done
 * @param ballsLeft fair deliveries still to come
 */
@JsonPropertyOrder({ "team", "target", "runsNeeded", "ballsLeft", "requiredRate" })
public record Chase(String team, int target, int runsNeeded, int ballsLeft) {

	/**
	 * Returns the pace that is needed.
	 * @return runs per over, 0 when no ball is left
	 */
	@JsonProperty
	public double requiredRate() {
		return Rate.perOver(this.runsNeeded, this.ballsLeft);
	}

}
