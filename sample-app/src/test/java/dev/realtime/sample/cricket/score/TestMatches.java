package dev.realtime.sample.cricket.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * The match of the sample, and the makings of smaller ones.
 */
public final class TestMatches {

	static final Player FIRST = new Player("A1", "Anna One");

	static final Player SECOND = new Player("A2", "Anna Two");

	static final Player THIRD = new Player("A3", "Anna Three");

	static final Player BOWLER = new Player("B1", "Bea One");

	private static final MatchFile FILE = readFinal();

	private static final Match FINAL = FILE.toMatch();

	private TestMatches() {
	}

	/**
	 * Returns the final of 2019.
	 * @return the match
	 */
	public static Match ipl2019Final() {
		return FINAL;
	}

	static MatchFile file() {
		return FILE;
	}

	static Match of(Ball... balls) {
		return new Match(new Match.Title("test", "A test", LocalDate.EPOCH, "Nowhere", 1),
				List.of(team("A"), team("B")), List.of(balls));
	}

	static Ball runs(int runs) {
		return ball(0, runs, 0, null, null);
	}

	static Ball extra(ExtraKind kind, int runs, int extras) {
		return ball(0, runs, extras, kind, null);
	}

	static Ball out(Player player, Dismissal how, int runs) {
		return ball(0, runs, 0, null, new Wicket(player, how, List.of()));
	}

	static Ball ball(int innings, int runs, int extras, @Nullable ExtraKind kind, @Nullable Wicket wicket) {
		if (innings == 1) {
			return new Ball(1, 0, player("B", 1), player("B", 2), player("A", 11), runs, extras, kind, wicket);
		}
		return new Ball(innings, 0, FIRST, SECOND, BOWLER, runs, extras, kind, wicket);
	}

	private static Team team(String code) {
		String name = code.equals("A") ? "Anna" : "Bea";
		return new Team(code, name + " XI",
				IntStream.rangeClosed(1, 11).mapToObj((number) -> player(code, number)).toList());
	}

	private static Player player(String code, int number) {
		return switch (code + number) {
			case "A1" -> FIRST;
			case "A2" -> SECOND;
			case "A3" -> THIRD;
			case "B1" -> BOWLER;
			default -> new Player(code + number, code + " number " + number);
		};
	}

	private static MatchFile readFinal() {
		try {
			return MatchFile.read(new ClassPathResource("cricket/ipl-2019-final.json"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
