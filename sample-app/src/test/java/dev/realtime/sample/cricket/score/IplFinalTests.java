package dev.realtime.sample.cricket.score;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole final, ball by ball, against what is known of it.
 */
class IplFinalTests {

	private final Match match = TestMatches.ipl2019Final();

	private final MatchState end = this.match.after(this.match.length());

	static Stream<MatchState> everyState() {
		Match match = TestMatches.ipl2019Final();
		return IntStream.rangeClosed(0, match.length()).mapToObj(match::after);
	}

	@Test
	void mumbaiWonByOneRun() {
		assertThat(this.match.length()).isEqualTo(247);
		assertThat(this.end.innings()).extracting(Innings::team).containsExactly("MI", "CSK");
		assertThat(this.end.innings()).extracting(Innings::score).containsExactly("149/8", "148/7");
		assertThat(this.end.innings()).extracting(Innings::overs).containsExactly("20.0", "20.0");
		assertThat(this.end.isFinished()).isTrue();
		assertThat(this.end.status()).isEqualTo("Mumbai Indians won by 1 run");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			0, Q de Kock,      29, 17, 0, 4, c MS Dhoni b SN Thakur
			0, RG Sharma,      15, 14, 1, 1, c MS Dhoni b DL Chahar
			0, SA Yadav,       15, 17, 1, 0, b Imran Tahir
			0, Ishan Kishan,   23, 26, 3, 0, c SK Raina b Imran Tahir
			0, KH Pandya,       7,  7, 0, 0, c & b SN Thakur
			0, KA Pollard,     41, 25, 3, 3,
			0, HH Pandya,      16, 10, 1, 1, lbw b DL Chahar
			0, RD Chahar,       0,  2, 0, 0, c F du Plessis b DL Chahar
			0, MJ McClenaghan,  0,  2, 0, 0, run out
			0, JJ Bumrah,       0,  0, 0, 0,
			1, F du Plessis,   26, 13, 3, 1, st Q de Kock b KH Pandya
			1, SR Watson,      80, 59, 8, 4, run out
			1, SK Raina,        8, 14, 0, 0, lbw b RD Chahar
			1, AT Rayudu,       1,  4, 0, 0, c Q de Kock b JJ Bumrah
			1, MS Dhoni,        2,  8, 0, 0, run out
			1, DJ Bravo,       15, 15, 0, 1, c Q de Kock b JJ Bumrah
			1, RA Jadeja,       5,  5, 0, 0,
			1, SN Thakur,       2,  2, 0, 0, lbw b SL Malinga
			""")
	void battingFiguresAreRight(int innings, String name, int runs, int balls, int fours, int sixes, String dismissal) {
		BattingLine line = this.end.innings().get(innings).batter(name);

		assertThat(line).isEqualTo(new BattingLine(line.player(), dismissal, runs, balls, fours, sixes));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			0, DL Chahar,       4.0, 1, 26, 3
			0, SN Thakur,       4.0, 0, 37, 2
			0, Harbhajan Singh, 4.0, 0, 27, 0
			0, DJ Bravo,        3.0, 0, 24, 0
			0, Imran Tahir,     3.0, 0, 23, 2
			0, RA Jadeja,       2.0, 0, 12, 0
			1, MJ McClenaghan,  4.0, 0, 24, 0
			1, KH Pandya,       3.0, 0, 39, 1
			1, SL Malinga,      4.0, 0, 49, 1
			1, JJ Bumrah,       4.0, 0, 14, 2
			1, RD Chahar,       4.0, 0, 14, 1
			1, HH Pandya,       1.0, 0,  3, 0
			""")
	void bowlingFiguresAreRight(int innings, String name, String overs, int maidens, int runs, int wickets) {
		BowlingLine line = this.end.innings().get(innings).bowler(name);

		assertThat(line.overs()).isEqualTo(overs);
		assertThat(line.maidens()).isEqualTo(maidens);
		assertThat(line.runs()).isEqualTo(runs);
		assertThat(line.wickets()).isEqualTo(wickets);
	}

	@Test
	void extrasAreCountedByKind() {
		assertThat(this.end.innings().get(0).extras()).isEqualTo(new Extras(3, 0, 0, 0, 0));
		assertThat(this.end.innings().get(1).extras()).isEqualTo(new Extras(4, 0, 5, 0, 0));
	}

	@Test
	void whoDidNotBatIsNamed() {
		assertThat(this.end.innings().get(0).yetToBat()).extracting(Player::name).containsExactly("SL Malinga");
		assertThat(this.end.innings().get(1).yetToBat()).extracting(Player::name)
			.containsExactly("DL Chahar", "Harbhajan Singh", "Imran Tahir");
	}

	@Test
	void wicketsFellWhenTheyDid() {
		assertThat(this.end.innings().get(0).fallOfWickets()).first()
			.isEqualTo(new FallOfWicket(1, 45, "4.5", "Q de Kock"));
		assertThat(this.end.innings().get(1).fallOfWickets()).last()
			.isEqualTo(new FallOfWicket(7, 148, "20.0", "SN Thakur"));
	}

	@Test
	void lastPairOfMumbaiIsUnbroken() {
		Partnership last = this.end.innings().get(0).partnerships().get(8);

		assertThat(last).isEqualTo(new Partnership(9, 8, 2, new Partnership.Share("KA Pollard", 8, 2),
				new Partnership.Share("JJ Bumrah", 0, 0), true));
	}

	@Test
	void targetStandsAsSoonAsTheFirstInningsIsOver() {
		MatchState during = this.match.after(122);
		MatchState between = this.match.after(123);
		MatchState beforeLastBall = this.match.after(246);

		assertThat(during.chase()).isNull();
		assertThat(between.chase()).isEqualTo(new Chase("CSK", 150, 150, 120));
		assertThat(between.status()).isEqualTo("Chennai Super Kings need 150 runs from 120 balls");
		assertThat(beforeLastBall.chase()).isEqualTo(new Chase("CSK", 150, 2, 1));
		assertThat(beforeLastBall.status()).isEqualTo("Chennai Super Kings need 2 runs from 1 ball");
	}

	@ParameterizedTest
	@MethodSource("everyState")
	void sumsAgreeAfterEveryBall(MatchState state) {
		for (Innings innings : state.innings()) {
			assertThat(innings.runs())
				.isEqualTo(innings.batting().stream().mapToInt(BattingLine::runs).sum() + innings.extras().total());
			assertThat(innings.runs()).isEqualTo(innings.overList().stream().mapToInt(Over::runs).sum());
			assertThat(innings.runs()).isEqualTo(innings.partnerships().stream().mapToInt(Partnership::runs).sum());
			assertThat(innings.runs()).isEqualTo(innings.bowling().stream().mapToInt(BowlingLine::runs).sum()
					+ innings.extras().byes() + innings.extras().legByes() + innings.extras().penalty());
			assertThat(innings.balls()).isEqualTo(innings.bowling().stream().mapToInt(BowlingLine::balls).sum());
			assertThat(innings.fallOfWickets()).hasSize(innings.wickets());
			assertThat(innings.batting().stream().filter(BattingLine::out)).hasSize(innings.wickets());
			assertThat(innings.atCrease()).hasSizeBetween(1, 2);
			assertThat(innings.batting().size() + innings.yetToBat().size()).isEqualTo(11);
			assertThat(innings.partnerships().stream().mapToInt(Partnership::balls).sum())
				.isEqualTo(innings.batting().stream().mapToInt(BattingLine::balls).sum());
			assertThat(innings.lastOver()).isNotNull().extracting(Over::total).isEqualTo(innings.runs());
		}
	}

	@Test
	void strikeThatTheRulesForetellIsTheStrikeThatHappened() {
		// The facts name who faced each ball, so they check the rule, ball for ball.
		for (int bowled = 1; bowled < this.match.length(); bowled++) {
			Innings before = this.match.after(bowled).current();
			Ball next = this.match.after(bowled + 1).lastBall();
			assertThat(before).isNotNull();
			assertThat(next).isNotNull();
			if (before.striker() != null) {
				assertThat(next.batter().name()).as("ball %s", bowled + 1).isEqualTo(before.striker());
			}
		}
	}

	@Test
	void wholeScorecardIsOneStableDocumentOfMoreThanFourKilobytes() {
		JsonMapper mapper = JsonMapper.builder().build();

		byte[] json = mapper.writeValueAsBytes(Scorecard.of(this.end, "r1", 1, 1557682200000L));
		JsonNode tree = mapper.readTree(json);

		assertThat(json).hasSizeGreaterThan(4096);
		assertThat(json).hasSizeLessThan(32 * 1024);
		assertThat(tree.propertyNames()).containsExactly("replay", "round", "sequence", "publishedAt", "status",
				"finished", "lastBall", "chase", "match", "innings");
		assertThat(tree.at("/innings/0/batting/5/player/fullName").asString()).isEqualTo("Kieron Pollard");
		assertThat(tree.at("/innings/0/batting/5/strikeRate").asDouble()).isEqualTo(164.0);
		assertThat(tree.at("/innings/1/bowling/3/economy").asDouble()).isEqualTo(3.5);
		assertThat(tree.at("/innings/1/overList/19/marks").toString())
			.isEqualTo("[\"1\",\"1\",\"2\",\"1W\",\"2\",\"W\"]");
		assertThat(tree.at("/lastBall/over").asString()).isEqualTo("19.6");
	}

	@Test
	void factsNameTheirSource() {
		assertThat(TestMatches.file().source().name()).isEqualTo("Cricsheet");
		assertThat(TestMatches.file().source().license()).contains("Attribution");
	}

}
