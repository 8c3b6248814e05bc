package dev.realtime.sample.cricket.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Rules that the final of 2019 did not need, and those that are easy to get wrong.
 */
class InningsTests {

	@Test
	void wideIsNeitherABallNorFacedButCharged() {
		Innings innings = play(TestMatches.extra(ExtraKind.WIDES, 0, 1));

		assertThat(innings.runs()).isEqualTo(1);
		assertThat(innings.balls()).isZero();
		assertThat(innings.batter("A1").balls()).isZero();
		assertThat(innings.bowler("B1").runs()).isEqualTo(1);
		assertThat(innings.bowler("B1").wides()).isEqualTo(1);
		assertThat(innings.ballLabel()).isEqualTo("0.1");
		assertThat(innings.striker()).isEqualTo("A1");
	}

	@Test
	void noBallIsFacedAndChargedButNoFairBall() {
		Innings innings = play(TestMatches.extra(ExtraKind.NO_BALLS, 4, 1));

		assertThat(innings.runs()).isEqualTo(5);
		assertThat(innings.balls()).isZero();
		assertThat(innings.batter("A1")).extracting(BattingLine::runs, BattingLine::balls, BattingLine::fours)
			.containsExactly(4, 1, 1);
		assertThat(innings.bowler("B1").runs()).isEqualTo(5);
		assertThat(innings.extras().noBalls()).isEqualTo(1);
		assertThat(innings.striker()).isEqualTo("A1");
	}

	@Test
	void byesAndLegByesAreNotChargedAndDoNotSpoilAMaiden() {
		Innings innings = play(TestMatches.extra(ExtraKind.BYES, 0, 1), TestMatches.extra(ExtraKind.LEG_BYES, 0, 4),
				TestMatches.runs(0), TestMatches.runs(0), TestMatches.runs(0), TestMatches.runs(0));

		assertThat(innings.runs()).isEqualTo(5);
		assertThat(innings.batter("A1").balls()).isEqualTo(6);
		assertThat(innings.bowler("B1"))
			.extracting(BowlingLine::overs, BowlingLine::runs, BowlingLine::maidens, BowlingLine::dots)
			.containsExactly("1.0", 0, 1, 6);
	}

	@Test
	void wideSpoilsAMaiden() {
		Innings innings = play(TestMatches.extra(ExtraKind.WIDES, 0, 1), TestMatches.runs(0), TestMatches.runs(0),
				TestMatches.runs(0), TestMatches.runs(0), TestMatches.runs(0), TestMatches.runs(0));

		assertThat(innings.bowler("B1")).extracting(BowlingLine::overs, BowlingLine::runs, BowlingLine::maidens)
			.containsExactly("1.0", 1, 0);
	}

	@Test
	void runOutOfTheNonStrikerIsNotTheBowlersWicket() {
		Innings innings = play(TestMatches.out(TestMatches.SECOND, Dismissal.RUN_OUT, 1));

		assertThat(innings.score()).isEqualTo("1/1");
		assertThat(innings.batter("A2").dismissal()).isEqualTo("run out");
		assertThat(innings.batter("A1")).extracting(BattingLine::runs, BattingLine::balls, BattingLine::out)
			.containsExactly(1, 1, false);
		assertThat(innings.bowler("B1").wickets()).isZero();
		assertThat(innings.striker()).isNull();
		assertThat(innings.lastOver()).isNotNull();
		assertThat(innings.lastOver().marks()).containsExactly(new BallMark("1W"));
	}

	@Test
	void oddRunsAndTheEndOfTheOverSwapTheEnds() {
		assertThat(play(TestMatches.runs(1)).striker()).isEqualTo("A2");
		assertThat(play(TestMatches.runs(2)).striker()).isEqualTo("A1");
		assertThat(play(TestMatches.extra(ExtraKind.WIDES, 0, 2)).striker()).isEqualTo("A2");
		assertThat(play(TestMatches.extra(ExtraKind.BYES, 0, 3)).striker()).isEqualTo("A2");
		assertThat(play(TestMatches.extra(ExtraKind.NO_BALLS, 1, 1)).striker()).isEqualTo("A2");
		assertThat(play(TestMatches.extra(ExtraKind.PENALTY, 0, 5)).striker()).isEqualTo("A1");
	}

	@Test
	void sideThatPassesTheTargetWinsByTheWicketsItHasLeft() {
		Match match = TestMatches.of(maidenThenBeaten(1));

		assertThat(match.after(match.length()).status()).isEqualTo("Bea XI won by 10 wickets");
		assertThat(match.after(match.length()).isFinished()).isTrue();
	}

	@Test
	void sameScoreIsATie() {
		Match match = TestMatches.of(maidenThenBeaten(0, 0, 0, 0, 0, 0));

		assertThat(match.after(match.length()).status()).isEqualTo("The match is tied");
	}

	@Test
	void marksTellTheKind() {
		assertThat(List.of("0", "1", "5", "4", "6", "W", "1W", "1wd", "4b", "5nb")
			.stream()
			.map((symbol) -> new BallMark(symbol).kind()))
			.containsExactly("dot", "run", "run", "four", "six", "wicket", "wicket", "extra", "extra", "extra");
	}

	@Test
	void marksCanBeSpoken() {
		assertThat(List.of("0", "1", "4", "6", "W", "1W", "1wd", "4b", "2lb")
			.stream()
			.map((symbol) -> new BallMark(symbol).words())).containsExactly("dot ball", "1 run", "four", "six",
					"wicket", "wicket, 1 run", "1 wide", "4 byes", "2 leg byes");
	}

	@Test
	void extrasWithoutAKindAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TestMatches.ball(0, 0, 1, null, null))
			.withMessageContaining("need a kind");
	}

	private static Innings play(Ball... balls) {
		Match match = TestMatches.of(balls);
		Innings innings = match.after(match.length()).current();
		assertThat(innings).isNotNull();
		return innings;
	}

	private static Ball[] maidenThenBeaten(int... runs) {
		List<Ball> balls = new ArrayList<>(Collections.nCopies(6, TestMatches.runs(0)));
		Arrays.stream(runs).forEach((run) -> balls.add(TestMatches.ball(1, run, 0, null, null)));
		return balls.toArray(Ball[]::new);
	}

}
