package dev.realtime.sample.cricket.score;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * The document that is published after each ball and served on request: the whole score,
 * so that whoever has the newest one needs nothing else.
 *
 * <p>
 * The order of its fields is fixed and lists only grow at their end, which keeps the
 * difference between two of them small.
 *
 * @param replay identifies one run of the replay, so that ids are not used twice
 * @param round how many times the match was started in this run
 * @param sequence balls bowled, 0 before the first
 * @param publishedAt when, in epoch milliseconds
 * @param status where the match stands, in one sentence
 * @param finished whether it is decided
 * @param lastBall the latest delivery, nothing before the first
 * @param chase what the second side has to do, nothing during the first innings
 * @param match what the match is
 * @param innings those that have begun
 */
@JsonPropertyOrder({ "replay", "round", "sequence", "publishedAt", "status", "finished", "lastBall", "chase", "match",
		"innings" })
public record Scorecard(String replay, int round, int sequence, long publishedAt, String status, boolean finished,
		@Nullable LastBall lastBall, @Nullable Chase chase, Header match, List<Innings> innings) {

	/**
	 * Copies the innings.
	 */
	public Scorecard {
		innings = List.copyOf(innings);
	}

	/**
	 * Puts a state of the match on a card.
	 * @param state the score
	 * @param replay identifies the run
	 * @param round of that run
	 * @param publishedAt epoch milliseconds
	 * @return the card
	 */
	public static Scorecard of(MatchState state, String replay, int round, long publishedAt) {
		Match match = state.match();
		return new Scorecard(replay, round, state.ballsBowled(), publishedAt, state.status(), state.isFinished(),
				LastBall.of(state), state.chase(),
				new Header(match.title().id(), match.title().title(), match.title().date().toString(),
						match.title().place(), match.title().overs(),
						match.teams().stream().map((team) -> new Side(team.code(), team.name())).toList()),
				state.innings());
	}

	/**
	 * Returns the innings in progress, or the last one.
	 * @return nothing before the first ball
	 */
	public @Nullable Innings current() {
		return this.innings.isEmpty() ? null : this.innings.get(this.innings.size() - 1);
	}

	/**
	 * Returns a name for exactly this content.
	 * @return replay, round and sequence
	 */
	public String version() {
		return this.replay + "-" + this.round + "-" + this.sequence;
	}

	/**
	 * The latest delivery.
	 *
	 * @param over when, such as {@code 4.5}
	 * @param mark what it was
	 * @param batter who faced
	 * @param bowler who bowled
	 */
	public record LastBall(String over, BallMark mark, String batter, String bowler) {

		static @Nullable LastBall of(MatchState state) {
			Ball ball = state.lastBall();
			Innings current = state.current();
			if (ball == null || current == null) {
				return null;
			}
			return new LastBall(current.ballLabel(), BallMark.of(ball), ball.batter().name(), ball.bowler().name());
		}

	}

	/**
	 * What does not change during the match.
	 *
	 * @param id of the match
	 * @param title the occasion
	 * @param date when it was played, ISO 8601
	 * @param place where
	 * @param overs per innings
	 * @param teams both, the one that bats first in front
	 */
	public record Header(String id, String title, String date, String place, int overs, List<Side> teams) {
	}

	/**
	 * One of the teams.
	 *
	 * @param code short name
	 * @param name full name
	 */
	public record Side(String code, String name) {
	}

}
