package dev.realtime.sample.cricket.score;

/**
 * Someone who plays.
 *
 * @param name as on the scorecard, unique in the match: {@code Q de Kock}
 * @param fullName as the commentator says it: {@code Quinton de Kock}
 */
public record Player(String name, String fullName) {

	@Override
	public String toString() {
		return this.name;
	}

}
