package dev.realtime.sample.cricket.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One side's turn to bat, as far as it has come.
 *
 * @param team code of the batting side
 * @param name of the batting side
 * @param bowlingTeam code of the fielding side
 * @param runs of the side
 * @param wickets lost
 * @param balls fair deliveries bowled
 * @param complete whether it is over
 * @param striker who faces the next ball, or nothing when a new batter is awaited
 * @param bowler who bowled last
 * @param extras runs without the bat
 * @param batting who batted, in the order of coming in
 * @param yetToBat who did not
 * @param bowling who bowled, in the order of their first over
 * @param fallOfWickets each wicket
 * @param partnerships each pair
 * @param overList each over
 */
@JsonPropertyOrder({ "team", "name", "bowlingTeam", "runs", "wickets", "overs", "balls", "runRate", "complete",
		"striker", "bowler", "extras", "batting", "yetToBat", "bowling", "fallOfWickets", "partnerships", "overList" })
public record Innings(String team, String name, String bowlingTeam, int runs, int wickets, int balls, boolean complete,
		@Nullable String striker, @Nullable String bowler, Extras extras, List<BattingLine> batting,
		List<Player> yetToBat, List<BowlingLine> bowling, List<FallOfWicket> fallOfWickets,
		List<Partnership> partnerships, List<Over> overList) {

	/**
	 * Copies the lists.
	 */
	public Innings {
		batting = List.copyOf(batting);
		yetToBat = List.copyOf(yetToBat);
		bowling = List.copyOf(bowling);
		fallOfWickets = List.copyOf(fallOfWickets);
		partnerships = List.copyOf(partnerships);
		overList = List.copyOf(overList);
	}

	static Innings of(Team batting, Team bowling) {
		return new Innings(batting.code(), batting.name(), bowling.code(), 0, 0, 0, false, null, null, Extras.NONE,
				List.of(), batting.players(), List.of(), List.of(), List.of(), List.of());
	}

	/**
	 * Returns the overs bowled.
	 * @return such as {@code 19.4}
	 */
	@JsonProperty
	public String overs() {
		return Overs.text(this.balls);
	}

	/**
	 * Returns the pace of the side.
	 * @return runs per over
	 */
	@JsonProperty
	public double runRate() {
		return Rate.perOver(this.runs, this.balls);
	}

	/**
	 * Returns the score as it is said.
	 * @return runs and wickets, such as {@code 149/8}
	 */
	public String score() {
		return this.runs + "/" + this.wickets;
	}

	/**
	 * Returns the batters at the crease: those who are in and not out.
	 * @return two at most
	 */
	public List<BattingLine> atCrease() {
		return this.batting.stream().filter((line) -> !line.out()).toList();
	}

	/**
	 * Returns the over in progress, or the last one.
	 * @return nothing before the first ball
	 */
	public @Nullable Over lastOver() {
		return this.overList.isEmpty() ? null : this.overList.get(this.overList.size() - 1);
	}

	/**
	 * Returns how the latest delivery is called: the over from 0 and the fair ball that
	 * it was, or that it should have been.
	 * @return such as {@code 4.5}, or {@code 0.0} before the first ball
	 */
	public String ballLabel() {
		Over over = lastOver();
		if (over == null) {
			return Overs.text(0);
		}
		String symbol = over.marks().get(over.marks().size() - 1).symbol();
		boolean again = symbol.contains(ExtraKind.WIDES.symbol()) || symbol.contains(ExtraKind.NO_BALLS.symbol());
		return (over.number() - 1) + "." + (over.balls() + (again ? 1 : 0));
	}

	/**
	 * Returns the batting line of a player.
	 * @param player the name
	 * @return the line
	 * @throws java.util.NoSuchElementException if the player did not bat yet
	 */
	public BattingLine batter(String player) {
		return this.batting.stream().filter((line) -> line.player().name().equals(player)).findFirst().orElseThrow();
	}

	/**
	 * Returns the bowling line of a player.
	 * @param player the name
	 * @return the line
	 * @throws java.util.NoSuchElementException if the player did not bowl yet
	 */
	public BowlingLine bowler(String player) {
		return this.bowling.stream().filter((line) -> line.player().name().equals(player)).findFirst().orElseThrow();
	}

	Innings after(Ball ball) {
		List<Over> overs = with(this.overList, (over) -> over.number() == ball.over() + 1,
				Over.of(ball.over() + 1, ball.bowler(), this.runs), (over) -> over.after(ball));
		Over over = overs.get(overs.size() - 1);
		int ballsAfter = this.balls + (ball.isLegal() ? 1 : 0);
		int runsAfter = this.runs + ball.total();
		return new Innings(this.team, this.name, this.bowlingTeam, runsAfter,
				this.wickets + ((ball.wicket() != null) ? 1 : 0), ballsAfter, false, nextStriker(ball, over),
				ball.bowler().name(), this.extras.after(ball.extraKind(), ball.extras()), battingAfter(ball),
				this.yetToBat.stream().filter((p) -> !p.equals(ball.batter()) && !p.equals(ball.nonStriker())).toList(),
				with(this.bowling, (line) -> line.player().equals(ball.bowler()), BowlingLine.of(ball.bowler()),
						(line) -> line.bowling(ball, over.isMaiden())),
				fallOfWicketsAfter(ball, runsAfter, ballsAfter), partnershipsAfter(ball), overs);
	}

	Innings completed() {
		return new Innings(this.team, this.name, this.bowlingTeam, this.runs, this.wickets, this.balls, true, null,
				this.bowler, this.extras, this.batting, this.yetToBat, this.bowling, this.fallOfWickets,
				this.partnerships, this.overList);
	}

	/**
	 * Odd runs and the end of an over both swap the ends. After a wicket nobody knows
	 * before the next ball: the new batter has to walk in first.
	 */
	private static @Nullable String nextStriker(Ball ball, Over over) {
		if (ball.wicket() != null) {
			return null;
		}
		boolean swapped = ball.isCrossed() != over.isComplete();
		return (swapped ? ball.nonStriker() : ball.batter()).name();
	}

	private List<BattingLine> battingAfter(Ball ball) {
		List<BattingLine> lines = with(this.batting, (line) -> line.player().equals(ball.batter()),
				BattingLine.of(ball.batter()), (line) -> line.facing(ball));
		lines = with(lines, (line) -> line.player().equals(ball.nonStriker()), BattingLine.of(ball.nonStriker()),
				UnaryOperator.identity());
		Wicket wicket = ball.wicket();
		if (wicket == null) {
			return lines;
		}
		return with(lines, (line) -> line.player().equals(wicket.player()), BattingLine.of(wicket.player()),
				(line) -> line.dismissed(wicket.notation(ball.bowler())));
	}

	private List<FallOfWicket> fallOfWicketsAfter(Ball ball, int runsAfter, int ballsAfter) {
		Wicket wicket = ball.wicket();
		if (wicket == null) {
			return this.fallOfWickets;
		}
		List<FallOfWicket> more = new ArrayList<>(this.fallOfWickets);
		more.add(new FallOfWicket(this.wickets + 1, runsAfter, Overs.text(ballsAfter), wicket.player().name()));
		return more;
	}

	private List<Partnership> partnershipsAfter(Ball ball) {
		// Who was in before the ball stands first, whoever of the two happens to face it.
		boolean batterCameFirst = this.batting.isEmpty()
				|| this.batting.stream().anyMatch((line) -> line.player().equals(ball.batter()));
		Player first = batterCameFirst ? ball.batter() : ball.nonStriker();
		Player second = batterCameFirst ? ball.nonStriker() : ball.batter();
		return with(this.partnerships, Partnership::unbroken, Partnership.of(this.wickets + 1, first, second),
				(pair) -> pair.after(ball));
	}

	/**
	 * Copies a list with the matching element changed, or with a new one at the end.
	 */
	private static <T> List<T> with(List<T> list, Predicate<T> matches, T fresh, UnaryOperator<T> change) {
		List<T> copy = new ArrayList<>(list);
		for (int i = copy.size() - 1; i >= 0; i--) {
			if (matches.test(copy.get(i))) {
				copy.set(i, change.apply(copy.get(i)));
				return copy;
			}
		}
		copy.add(change.apply(fresh));
		return copy;
	}

}
