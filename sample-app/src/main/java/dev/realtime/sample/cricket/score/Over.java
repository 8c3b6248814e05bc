package dev.realtime.sample.cricket.score;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One over, complete or not.
 *
 * @param number 1 for the first
 * @param bowler who bowls it
 * @param runs of the side in it
 * @param wickets that fell in it
 * @param total of the side after it
 * @param marks each delivery
 * @param conceded what it cost the bowler
 * @param balls fair deliveries
 */
public record Over(int number, String bowler, int runs, int wickets, int total, List<BallMark> marks,
		@JsonIgnore int conceded, @JsonIgnore int balls) {

	/**
	 * Copies the marks.
	 */
	public Over {
		marks = List.copyOf(marks);
	}

	static Over of(int number, Player bowler, int total) {
		return new Over(number, bowler.name(), 0, 0, total, List.of(), 0, 0);
	}

	Over after(Ball ball) {
		List<BallMark> more = new ArrayList<>(this.marks);
		more.add(BallMark.of(ball));
		return new Over(this.number, this.bowler, this.runs + ball.total(),
				this.wickets + ((ball.wicket() != null) ? 1 : 0), this.total + ball.total(), more,
				this.conceded + ball.conceded(), this.balls + (ball.isLegal() ? 1 : 0));
	}

	/**
	 * Whether six fair balls were bowled.
	 * @return whether the next ball opens another over
	 */
	@JsonIgnore
	public boolean isComplete() {
		return this.balls == Overs.BALLS;
	}

	/**
	 * Whether it is complete and cost the bowler nothing.
	 * @return whether it is a maiden
	 */
	@JsonIgnore
	public boolean isMaiden() {
		return isComplete() && this.conceded == 0;
	}

}
