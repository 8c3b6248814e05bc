package dev.realtime.sample.cricket.commentary;

import java.util.List;
import java.util.stream.Collectors;

import dev.realtime.sample.cricket.score.Ball;
import dev.realtime.sample.cricket.score.BattingLine;
import dev.realtime.sample.cricket.score.ExtraKind;
import dev.realtime.sample.cricket.score.Innings;
import dev.realtime.sample.cricket.score.Player;
import dev.realtime.sample.cricket.score.Wicket;

/**
 * What happened with one ball. The number of the ball picks among phrases that mean the
 * same, so that a replay is told in the same words.
 */
final class BallWords {

	private static final List<String> DOT = List.of("No run.", "A dot ball.", "Nothing off it.", "They stay put.",
			"No run added.");

	private static final List<String> ONE = List.of("A single.", "One run.", "They swap ends for one.",
			"One more to the total.", "A single taken.");

	private static final List<String> TWO = List.of("Two runs.", "They come back for the second.", "A couple.");

	private static final List<String> FOUR = List.of("FOUR! %s finds the rope.", "FOUR! Four more for %s.",
			"FOUR! %s gets it away.", "FOUR! Good value for %s.");

	private static final List<String> SIX = List.of("SIX! %s goes all the way.", "SIX! Clean over the rope from %s.",
			"SIX! Maximum for %s.", "SIX! %s clears the boundary.");

	private BallWords() {
	}

	static String of(Ball ball, Innings now, int sequence) {
		if (ball.wicket() != null) {
			return wicket(ball, ball.wicket(), now);
		}
		if (ball.extraKind() != null) {
			return extras(ball, ball.extraKind());
		}
		BattingLine line = now.batter(ball.batter().name());
		String name = ball.batter().fullName();
		return switch (ball.runs()) {
			case 0 -> pick(DOT, sequence);
			case 1 -> pick(ONE, sequence);
			case 2 -> pick(TWO, sequence);
			case 4 -> pick(FOUR, sequence).formatted(name) + " " + onNow(line);
			case 6 -> pick(SIX, sequence).formatted(name) + " " + onNow(line);
			default -> ball.runs() + " runs, all credited to " + name + ". " + onNow(line);
		};
	}

	private static String onNow(BattingLine line) {
		return line.runs() + " from " + plural(line.balls(), "ball") + " now.";
	}

	private static String extras(Ball ball, ExtraKind kind) {
		String words = switch (kind) {
			case WIDES -> (ball.extras() == 1) ? "Wide, one to the total and the ball again."
					: "Wide, " + ball.extras() + " to the total and the ball again.";
			case NO_BALLS -> "No-ball, and the ball again.";
			case BYES, LEG_BYES -> capital(plural(ball.extras(), kind.word())) + ".";
			case PENALTY -> capital(plural(ball.extras(), kind.word())) + ".";
		};
		return (ball.runs() > 0) ? words + " " + plural(ball.runs(), "run") + " off the bat." : words;
	}

	private static String wicket(Ball ball, Wicket wicket, Innings now) {
		BattingLine line = now.batter(wicket.player().name());
		return "OUT! " + wicket.player().fullName() + " is " + manner(ball, wicket) + " for " + line.runs() + " from "
				+ plural(line.balls(), "ball") + "." + (ball.total() > 0 ? " " + runsBefore(ball.total()) : "");
	}

	private static String runsBefore(int runs) {
		return capital(plural(runs, "run")) + " completed before the stumps were broken.";
	}

	private static String manner(Ball ball, Wicket wicket) {
		String bowler = ball.bowler().fullName();
		String fielders = wicket.fielders().stream().map(Player::fullName).collect(Collectors.joining(" and "));
		return switch (wicket.how()) {
			case BOWLED -> "bowled by " + bowler;
			case CAUGHT -> "caught by " + fielders + " off " + bowler;
			case CAUGHT_AND_BOWLED -> "caught and bowled by " + bowler;
			case LBW -> "leg before to " + bowler;
			case STUMPED -> "stumped by " + fielders + " off " + bowler;
			case HIT_WICKET -> "out, hit wicket, to " + bowler;
			case RUN_OUT -> fielders.isEmpty() ? "run out" : "run out by " + fielders;
		};
	}

	static String plural(int number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

	private static String capital(String words) {
		return switch (words.charAt(0)) {
			case '1' -> words.startsWith("1 ") ? "One" + words.substring(1) : words;
			case '2' -> words.startsWith("2 ") ? "Two" + words.substring(1) : words;
			case '3' -> words.startsWith("3 ") ? "Three" + words.substring(1) : words;
			case '4' -> words.startsWith("4 ") ? "Four" + words.substring(1) : words;
			default -> words;
		};
	}

	private static String pick(List<String> phrases, int sequence) {
		return phrases.get((sequence * 7 + sequence / 5) % phrases.size());
	}

}
