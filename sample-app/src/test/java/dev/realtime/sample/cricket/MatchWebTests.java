package dev.realtime.sample.cricket;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.MatchFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a browser or a script gets by asking, no socket involved.
 */
@WebMvcTest({ MatchController.class, MatchPageController.class })
@Import(MatchWebTests.WholeMatch.class)
class MatchWebTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Match match;

	@Autowired
	private TestCourse course;

	@Autowired
	private Scoreboard scoreboard;

	@Test
	void scorecardIsServedWhole() {
		play(this.match.length());

		assertThat(this.mvc.get().uri("/api/matches/ipl-2019-final/scorecard")).hasStatusOk()
			.hasHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
			.bodyJson()
			.hasPathSatisfying("$.innings[0].runs", (runs) -> assertThat(runs).isEqualTo(149))
			.hasPathSatisfying("$.innings[1].wickets", (wickets) -> assertThat(wickets).isEqualTo(7))
			.hasPathSatisfying("$.sequence", (sequence) -> assertThat(sequence).isEqualTo(247))
			.hasPathSatisfying("$.status", (status) -> assertThat(status).isEqualTo("Mumbai Indians won by 1 run"));
	}

	@Test
	void scorecardThatTheClientHasIsNotSentAgain() {
		play(10);
		String tag = this.mvc.get()
			.uri("/api/matches/ipl-2019-final/scorecard")
			.exchange()
			.getResponse()
			.getHeader(HttpHeaders.ETAG);
		assertThat(tag).isNotNull();

		assertThat(this.mvc.get().uri("/api/matches/ipl-2019-final/scorecard").header(HttpHeaders.IF_NONE_MATCH, tag))
			.hasStatus(304);
	}

	@Test
	void commentaryIsServedNewestFirst() {
		play(70);

		assertThat(this.mvc.get().uri("/api/matches/ipl-2019-final/commentary")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.length()", (length) -> assertThat(length).isEqualTo(50))
			.hasPathSatisfying("$[0].sequence", (sequence) -> assertThat(sequence).isEqualTo(70))
			.hasPathSatisfying("$[0].id", (id) -> assertThat(id).asString().endsWith("-1-70"));
	}

	@Test
	void unknownMatchIsNotFound() {
		assertThat(this.mvc.get().uri("/api/matches/ipl-2020-final/scorecard")).hasStatus(404);
		assertThat(this.mvc.get().uri("/api/matches/ipl-2020-final/commentary")).hasStatus(404);
	}

	@Test
	void pageHasTheScoreWithoutAnyScript() {
		play(this.match.length());

		assertThat(this.mvc.get().uri("/")).hasStatusOk()
			.hasHeader(HttpHeaders.CACHE_CONTROL, "no-store")
			.bodyText()
			.contains(">148/7<", ">149/8<", "Mumbai Indians won by 1 run", "c &amp; b SN Thakur", "Kieron Pollard")
			.contains("OUT! Shardul Thakur is leg before to Lasith Malinga")
			.contains("Cricsheet", "ODC-By 1.0");
	}

	@Test
	void pageHasThirtyLinesOfCommentary() {
		play(60);

		assertThat(this.mvc.get().uri("/")).hasStatusOk().bodyText().satisfies((page) -> {
			// One more stands in the template for the browser.
			assertThat(page.split("<li class=\"entry\"", -1)).hasSize(30 + 1 + 1);
			assertThat(page).contains("data-sequence=\"60\"", "data-sequence=\"31\"")
				.doesNotContain("data-sequence=\"30\"");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 6, 30, 122, 123, 124, 200, 246, 247 })
	void pageIsWholeAtEveryStageOfTheMatch(int balls) {
		play(balls);

		assertThat(this.mvc.get().uri("/")).hasStatusOk()
			.bodyText()
			.contains(this.match.after(balls).status(), "</html>");
	}

	private void play(int balls) {
		this.course.restart();
		MatchReplay replay = new MatchReplay(this.match, this.course, this.scoreboard, new RecordingPublisher());
		for (int i = 0; i <= balls; i++) {
			replay.tick();
		}
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class WholeMatch {

		@Bean
		MatchFile file() throws IOException {
			return MatchFile.read(new ClassPathResource("cricket/ipl-2019-final.json"));
		}

		@Bean
		Match match(MatchFile file) {
			return file.toMatch();
		}

		@Bean
		TestCourse course(Match match) {
			return new TestCourse(match);
		}

		@Bean
		Scoreboard scoreboard(Match match, Course course) {
			return new Scoreboard(match, course);
		}

	}

}
