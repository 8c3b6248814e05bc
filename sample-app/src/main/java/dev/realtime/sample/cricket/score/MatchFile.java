package dev.realtime.sample.cricket.score;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;

/**
 * The layout in which a match lies among the resources: teams with their players, then
 * innings, overs and balls. Everything that can be worked out is left out.
 *
 * @param about what the file is
 * @param source where the facts come from
 * @param match what the match is
 * @param teams both sides
 * @param innings both innings, in order
 */
public record MatchFile(String about, Source source, Match.Title match, List<Team> teams, List<InningsEntry> innings) {

	/**
	 * Reads a file.
	 * @param resource where it lies
	 * @return its content
	 * @throws IOException if it cannot be read
	 */
	public static MatchFile read(Resource resource) throws IOException {
		try (InputStream in = resource.getInputStream()) {
			return JsonMapper.shared().readValue(in, MatchFile.class);
		}
	}

	/**
	 * Plays the match.
	 * @return the match with all its scores
	 * @throws IllegalArgumentException if the file names someone who is in neither team
	 */
	public Match toMatch() {
		Map<String, Player> players = new HashMap<>();
		this.teams.forEach((team) -> team.players().forEach((player) -> players.put(player.name(), player)));
		List<Ball> balls = new ArrayList<>();
		for (int i = 0; i < this.innings.size(); i++) {
			List<OverEntry> overs = this.innings.get(i).overs();
			for (int o = 0; o < overs.size(); o++) {
				for (BallEntry entry : overs.get(o).balls()) {
					balls.add(entry.toBall(i, o, player(players, overs.get(o).bowler()), players));
				}
			}
		}
		return new Match(this.match, List.of(team(0), team(1)), balls);
	}

	private Team team(int index) {
		String code = this.innings.get(index).batting();
		return this.teams.stream()
			.filter((team) -> team.code().equals(code))
			.findFirst()
			.orElseThrow(
					() -> new IllegalArgumentException("Innings " + (index + 1) + " is of an unknown team " + code));
	}

	private static Player player(Map<String, Player> players, String name) {
		Player player = players.get(name);
		if (player == null) {
			throw new IllegalArgumentException("'" + name + "' plays for neither team");
		}
		return player;
	}

	/**
	 * Whom to thank.
	 *
	 * @param name the collector
	 * @param link where to find it
	 * @param license under which it is given
	 * @param licenseLink its text
	 */
	public record Source(String name, String link, String license, String licenseLink) {
	}

	record InningsEntry(String batting, String bowling, List<OverEntry> overs) {
	}

	record OverEntry(String bowler, List<BallEntry> balls) {
	}

	record BallEntry(String facing, String beside, int runs, @Nullable ExtrasEntry extras, @Nullable OutEntry out) {

		Ball toBall(int innings, int over, Player bowler, Map<String, Player> players) {
			return new Ball(innings, over, player(players, this.facing), player(players, this.beside), bowler,
					this.runs, (this.extras != null) ? this.extras.runs() : 0,
					(this.extras != null) ? constant(ExtraKind.class, this.extras.kind()) : null,
					(this.out != null) ? this.out.toWicket(players) : null);
		}

	}

	record ExtrasEntry(String kind, int runs) {
	}

	record OutEntry(String player, String how, @Nullable List<String> by) {

		Wicket toWicket(Map<String, Player> players) {
			List<String> fielders = (this.by != null) ? this.by : List.of();
			return new Wicket(MatchFile.player(players, this.player), constant(Dismissal.class, this.how),
					fielders.stream().map((name) -> MatchFile.player(players, name)).toList());
		}

	}

	private static <E extends Enum<E>> E constant(Class<E> type, String words) {
		return Enum.valueOf(type, words.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'));
	}

}
