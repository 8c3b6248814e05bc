package dev.realtime.sample.cricket.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a side got without the bat.
 *
 * @param wides runs from wides
 * @param noBalls runs from no-balls, without what was hit off them
 * @param byes byes
 * @param legByes leg byes
 * @param penalty penalty runs
 */
@JsonPropertyOrder({ "total", "wides", "noBalls", "byes", "legByes", "penalty" })
public record Extras(int wides, int noBalls, int byes, int legByes, int penalty) {

	/** What an innings starts with. */
	static final Extras NONE = new Extras(0, 0, 0, 0, 0);

	/**
	 * Returns all of them.
	 * @return the sum
	 */
	@JsonProperty
	public int total() {
		return this.wides + this.noBalls + this.byes + this.legByes + this.penalty;
	}

	Extras after(@Nullable ExtraKind kind, int runs) {
		if (kind == null) {
			return this;
		}
		return switch (kind) {
			case WIDES -> new Extras(this.wides + runs, this.noBalls, this.byes, this.legByes, this.penalty);
			case NO_BALLS -> new Extras(this.wides, this.noBalls + runs, this.byes, this.legByes, this.penalty);
			case BYES -> new Extras(this.wides, this.noBalls, this.byes + runs, this.legByes, this.penalty);
			case LEG_BYES -> new Extras(this.wides, this.noBalls, this.byes, this.legByes + runs, this.penalty);
			case PENALTY -> new Extras(this.wides, this.noBalls, this.byes, this.legByes, this.penalty + runs);
		};
	}

}
