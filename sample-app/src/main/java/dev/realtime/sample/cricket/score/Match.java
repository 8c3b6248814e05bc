package dev.realtime.sample.cricket.score;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A match that was played: its facts, and the score after each of its balls.
 *
 * <p>
 * Immutable and thread-safe. All scores are worked out once, here; they share what did
 * not change from one ball to the next, so a whole match is small.
 */
public final class Match {

	private final Title title;

	private final List<Team> teams;

	private final List<Ball> balls;

	private final List<MatchState> states;

	/**
	 * Plays a match.
	 * @param title what it is
	 * @param teams the two sides, the one that batted first in front
	 * @param balls every delivery, in order
	 * @throws IllegalArgumentException if there are not two sides
	 */
	public Match(Title title, List<Team> teams, List<Ball> balls) {
		if (teams.size() != 2) {
			throw new IllegalArgumentException("A match has two sides, got " + teams.size());
		}
		this.title = title;
		this.teams = List.copyOf(teams);
		this.balls = List.copyOf(balls);
		this.states = play();
	}

	private List<MatchState> play() {
		List<MatchState> played = new ArrayList<>(this.balls.size() + 1);
		MatchState state = MatchState.beforeFirstBall(this);
		played.add(state);
		for (Ball ball : this.balls) {
			state = state.after(ball);
			played.add(state);
		}
		return List.copyOf(played);
	}

	/**
	 * Returns what the match is.
	 * @return id, name, date, place
	 */
	public Title title() {
		return this.title;
	}

	/**
	 * Returns the sides.
	 * @return two, the one that batted first in front
	 */
	public List<Team> teams() {
		return this.teams;
	}

	/**
	 * Returns how many balls were bowled, wides and no-balls among them.
	 * @return the number
	 */
	public int length() {
		return this.balls.size();
	}

	/**
	 * Returns the score after some balls.
	 * @param ballsBowled 0 to {@link #length()}
	 * @return the score, always the same for the same number
	 * @throws IndexOutOfBoundsException if so many balls were not bowled
	 */
	public MatchState after(int ballsBowled) {
		return this.states.get(ballsBowled);
	}

	int ballsPerInnings() {
		return this.title.overs() * Overs.BALLS;
	}

	@Override
	public String toString() {
		return this.title.id();
	}

	/**
	 * What a match is.
	 *
	 * @param id short and unique, part of channel names and addresses
	 * @param title the occasion
	 * @param date when it was played
	 * @param place where
	 * @param overs per innings
	 */
	public record Title(String id, String title, LocalDate date, String place, int overs) {
	}

}
