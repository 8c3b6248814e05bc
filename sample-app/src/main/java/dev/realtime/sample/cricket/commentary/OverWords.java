package dev.realtime.sample.cricket.commentary;

import java.util.List;
import java.util.stream.Collectors;

import dev.realtime.sample.cricket.score.BowlingLine;
import dev.realtime.sample.cricket.score.Innings;
import dev.realtime.sample.cricket.score.Over;

/**
 * The look back when the umpire calls over.
 */
final class OverWords {

	private OverWords() {
	}

	static boolean endsWith(Innings now) {
		Over over = now.lastOver();
		return over != null && over.isComplete();
	}

	static String of(Innings now) {
		Over over = now.lastOver();
		if (over == null) {
			throw new IllegalArgumentException("No over was bowled yet");
		}
		BowlingLine bowler = now.bowler(over.bowler());
		return "End of over " + over.number() + ": " + worth(over) + ", " + now.team() + " " + now.score() + ". "
				+ batters(now) + bowler.player().name() + " " + bowler.overs().replace(".0", "") + "-"
				+ bowler.maidens() + "-" + bowler.runs() + "-" + bowler.wickets() + ".";
	}

	private static String worth(Over over) {
		if (over.isMaiden()) {
			return (over.wickets() > 0) ? "a wicket maiden" : "a maiden";
		}
		String runs = BallWords.plural(over.runs(), "run");
		return (over.wickets() > 0) ? runs + " and " + BallWords.plural(over.wickets(), "wicket") : runs;
	}

	private static String batters(Innings now) {
		List<String> lines = now.atCrease()
			.stream()
			.map((line) -> line.player().name() + " " + line.runs() + "* (" + line.balls() + ")")
			.toList();
		return lines.isEmpty() ? "" : lines.stream().collect(Collectors.joining(", ", "", "; "));
	}

}
