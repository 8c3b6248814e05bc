package dev.realtime.sample.cricket.commentary;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.sample.cricket.score.Ball;
import dev.realtime.sample.cricket.score.BallMark;
import dev.realtime.sample.cricket.score.Innings;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.MatchState;

/**
 * Tells a match, ball by ball. Immutable and thread-safe.
 */
public final class Commentator {

	private final Match match;

	/**
	 * Takes the microphone.
	 * @param match the match to tell
	 */
	public Commentator(Match match) {
		this.match = match;
	}

	/**
	 * Tells one ball.
	 * @param sequence its number, from 1; 0 welcomes to the match
	 * @param replay identifies the run of the replay
	 * @param round of that run
	 * @param publishedAt epoch milliseconds
	 * @return the entry
	 */
	public CommentaryEntry tell(int sequence, String replay, int round, long publishedAt) {
		String id = replay + "-" + round + "-" + sequence;
		MatchState after = this.match.after(sequence);
		Ball ball = after.lastBall();
		Innings now = after.current();
		if (ball == null || now == null) {
			return new CommentaryEntry(id, round, sequence, publishedAt, "0.0", null, "start",
					this.match.title().title(), welcome(), null, "", true);
		}
		BallMark mark = BallMark.of(ball);
		List<String> landmarks = Landmarks.reached(now, ball);
		String text = BallWords.of(ball, now, sequence)
				+ (landmarks.isEmpty() ? "" : " " + String.join(" ", landmarks));
		return new CommentaryEntry(id, round, sequence, publishedAt, now.ballLabel(), mark, mark.kind(),
				ball.bowler().fullName() + " to " + ball.batter().fullName(), text, summary(after, now),
				now.team() + " " + now.score(), ball.wicket() != null || !landmarks.isEmpty() || now.complete());
	}

	private String welcome() {
		Match.Title title = this.match.title();
		return "Welcome to " + title.place() + ". " + this.match.teams().get(0).name() + " bat first against "
				+ this.match.teams().get(1).name() + ", " + title.overs() + " overs a side.";
	}

	private @Nullable String summary(MatchState after, Innings now) {
		List<String> parts = new ArrayList<>();
		if (OverWords.endsWith(now)) {
			parts.add(OverWords.of(now));
		}
		if (now.complete() && !after.isFinished()) {
			parts.add("The innings is over.");
		}
		if (now.complete() || (after.chase() != null && !parts.isEmpty())) {
			parts.add(after.status() + ".");
		}
		return parts.isEmpty() ? null : String.join(" ", parts);
	}

}
