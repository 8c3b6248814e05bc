package dev.realtime.sample.cricket.score;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The whole score of a match after some balls.
 *
 * @param match which match
 * @param ballsBowled how many deliveries, fair or not
 * @param innings those that have begun
 * @param lastBall the latest delivery, nothing before the first
 */
public record MatchState(Match match, int ballsBowled, List<Innings> innings, @Nullable Ball lastBall) {

	/**
	 * Copies the innings.
	 */
	public MatchState {
		innings = List.copyOf(innings);
	}

	static MatchState beforeFirstBall(Match match) {
		return new MatchState(match, 0, List.of(), null);
	}

	/**
	 * Returns the innings in progress, or the last one.
	 * @return nothing before the first ball
	 */
	public @Nullable Innings current() {
		return this.innings.isEmpty() ? null : this.innings.get(this.innings.size() - 1);
	}

	/**
	 * Returns what the second side has to do, known as soon as the first is done.
	 * @return nothing during the first innings
	 */
	public @Nullable Chase chase() {
		if (this.innings.isEmpty() || !this.innings.get(0).complete()) {
			return null;
		}
		int target = this.innings.get(0).runs() + 1;
		int runs = (this.innings.size() > 1) ? this.innings.get(1).runs() : 0;
		int balls = (this.innings.size() > 1) ? this.innings.get(1).balls() : 0;
		return new Chase(this.match.teams().get(1).code(), target, Math.max(0, target - runs),
				this.match.ballsPerInnings() - balls);
	}

	/**
	 * Whether the match is decided.
	 * @return whether both innings are complete
	 */
	public boolean isFinished() {
		return this.innings.size() == 2 && this.innings.get(1).complete();
	}

	/**
	 * Says in one sentence where the match stands.
	 * @return the sentence, without a full stop
	 */
	public String status() {
		String first = this.match.teams().get(0).name();
		String second = this.match.teams().get(1).name();
		Chase chase = chase();
		if (this.innings.isEmpty()) {
			return first + " are about to bat";
		}
		if (chase == null) {
			return first + " bat first";
		}
		if (!isFinished()) {
			return second + " need " + count(chase.runsNeeded(), "run") + " from " + count(chase.ballsLeft(), "ball");
		}
		if (chase.runsNeeded() == 0) {
			int left = this.match.teams().get(1).wicketsToLose() - this.innings.get(1).wickets();
			return second + " won by " + count(left, "wicket");
		}
		return (chase.runsNeeded() == 1) ? "The match is tied"
				: first + " won by " + count(chase.runsNeeded() - 1, "run");
	}

	MatchState after(Ball ball) {
		List<Innings> next = new ArrayList<>(this.innings);
		if (next.size() == ball.innings()) {
			next.add(Innings.of(this.match.teams().get(ball.innings()), this.match.teams().get(1 - ball.innings())));
		}
		Innings played = next.get(ball.innings()).after(ball);
		next.set(ball.innings(), isOver(played, ball.innings()) ? played.completed() : played);
		return new MatchState(this.match, this.ballsBowled + 1, next, ball);
	}

	private boolean isOver(Innings played, int index) {
		return played.balls() == this.match.ballsPerInnings()
				|| played.wickets() == this.match.teams().get(index).wicketsToLose()
				|| (index == 1 && played.runs() > this.innings.get(0).runs());
	}

	private static String count(int number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

}
