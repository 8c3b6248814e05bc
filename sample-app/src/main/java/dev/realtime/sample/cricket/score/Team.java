package dev.realtime.sample.cricket.score;

import java.util.List;

/**
 * One side.
 *
 * @param code short name: {@code MI}
 * @param name full name
 * @param players the eleven, in batting order
 */
public record Team(String code, String name, List<Player> players) {

	/**
	 * Copies the players.
	 */
	public Team {
		players = List.copyOf(players);
	}

	/**
	 * Returns how many wickets end the innings.
	 * @return one less than the players
	 */
	int wicketsToLose() {
		return this.players.size() - 1;
	}

}
