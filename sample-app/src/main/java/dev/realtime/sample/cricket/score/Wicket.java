package dev.realtime.sample.cricket.score;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The fall of a batter.
 *
 * @param player who is out; after a run-out not always the one who faced
 * @param how the way
 * @param fielders who had a hand in it, as far as it is known
 */
public record Wicket(Player player, Dismissal how, List<Player> fielders) {

	/**
	 * Copies the fielders.
	 */
	public Wicket {
		fielders = List.copyOf(fielders);
	}

	/**
	 * Returns the entry in the scorebook.
	 * @param bowler who bowled
	 * @return such as {@code c MS Dhoni b SN Thakur}
	 */
	public String notation(Player bowler) {
		return switch (this.how) {
			case BOWLED -> "b " + bowler;
			case CAUGHT -> "c " + names() + " b " + bowler;
			case CAUGHT_AND_BOWLED -> "c & b " + bowler;
			case LBW -> "lbw b " + bowler;
			case STUMPED -> "st " + names() + " b " + bowler;
			case HIT_WICKET -> "hit wicket b " + bowler;
			case RUN_OUT -> this.fielders.isEmpty() ? "run out" : "run out (" + names() + ")";
		};
	}

	private String names() {
		return this.fielders.stream().map(Player::name).collect(Collectors.joining("/"));
	}

}
