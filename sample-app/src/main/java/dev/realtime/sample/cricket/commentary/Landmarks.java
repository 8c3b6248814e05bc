package dev.realtime.sample.cricket.commentary;

import java.util.ArrayList;
import java.util.List;

import dev.realtime.sample.cricket.score.Ball;
import dev.realtime.sample.cricket.score.BattingLine;
import dev.realtime.sample.cricket.score.BowlingLine;
import dev.realtime.sample.cricket.score.Innings;
import dev.realtime.sample.cricket.score.Partnership;

/**
 * Round numbers that a ball has passed.
 */
final class Landmarks {

	private Landmarks() {
	}

	static List<String> reached(Innings now, Ball ball) {
		List<String> landmarks = new ArrayList<>();
		BattingLine batter = now.batter(ball.batter().name());
		if (passes(batter.runs() - ball.runs(), batter.runs())) {
			landmarks
				.add(name(batter.runs()) + " for " + ball.batter().fullName() + ", from " + batter.balls() + " balls.");
		}
		Partnership pair = now.partnerships().get(now.partnerships().size() - 1);
		if (passes(pair.runs() - ball.total(), pair.runs())) {
			landmarks
				.add(name(pair.runs()) + " between " + pair.first().player() + " and " + pair.second().player() + ".");
		}
		if (passes(now.runs() - ball.total(), now.runs())) {
			landmarks.add((now.runs() / 50 * 50) + " up for " + now.team() + ".");
		}
		BowlingLine bowler = now.bowler(ball.bowler().name());
		if (bowler.wickets() >= 3 && ball.wicket() != null && ball.wicket().how().isBowlers()) {
			landmarks.add("Wicket number " + bowler.wickets() + " for " + ball.bowler().fullName() + ".");
		}
		return landmarks;
	}

	private static boolean passes(int before, int now) {
		return before / 50 < now / 50;
	}

	private static String name(int runs) {
		return switch (runs / 50) {
			case 1 -> "Fifty";
			case 2 -> "A hundred";
			default -> String.valueOf(runs / 50 * 50);
		};
	}

}
