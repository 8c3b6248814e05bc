package dev.realtime.sample.cricket;

import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import dev.realtime.RealtimePublisher;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.Scorecard;
import dev.realtime.session.Sessions;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published SDK, unchanged, over a whole match of deltas, thrown off its connection
 * again and again.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.cricket.enabled=false")
class MatchDeltaTests {

	private static final Logger logger = LoggerFactory.getLogger(MatchDeltaTests.class);

	private static final int RECONNECTS = 8;

	private final NodeScripts scripts = NodeScripts.prepared();

	@LocalServerPort
	private int port;

	@Autowired
	private Match match;

	@Autowired
	private TestCourse course;

	@Autowired
	private Scoreboard scoreboard;

	@Autowired
	private RealtimePublisher publisher;

	@Autowired
	private Sessions sessions;

	@Autowired
	private JsonMapper json;

	private MatchReplay replay;

	@BeforeEach
	void newMatch() {
		this.course.restart();
		this.replay = new MatchReplay(this.match, this.course, this.scoreboard, this.publisher);
	}

	@Test
	void scorecardIsRightAfterEveryBallAndTravelsInATenthOfTheBytes() {
		long whole = bytesOfAMatch("{}", 0);
		newMatch();
		long deltas = bytesOfAMatch("{\"delta\":\"fossil\"}", 0);
		newMatch();
		long interrupted = bytesOfAMatch("{\"delta\":\"fossil\"}", RECONNECTS);

		logger.info("A match of {} balls: {} bytes whole, {} as deltas, {} with {} reconnects", this.match.length(),
				whole, deltas, interrupted, RECONNECTS);
		assertThat(deltas * 10).isLessThan(whole);
	}

	private long bytesOfAMatch(String subscription, int reconnects) {
		long before = this.sessions.stats().bytesOut();
		String url = "ws://localhost:" + this.port + "/realtime/websocket";
		try (NodeProcess sdk = this.scripts.startSdk("--subscription=" + subscription, url,
				MatchChannels.of(this.match).score())) {
			sdk.await("subscribed");
			for (int ball = 0; ball <= this.match.length(); ball++) {
				if (reconnects > 0 && ball % (this.match.length() / reconnects) == reconnects) {
					sdk.ask("cut", "reset", true);
					sdk.await("subscribed");
				}
				this.replay.tick();
				Scorecard expected = this.scoreboard.snapshot().scorecard();
				JsonNode shown = sdk.await("publication", is(expected)).path("data");
				assertThat(shown).isEqualTo(this.json.readTree(asScriptsWriteIt(expected)));
			}
			assertThat(sdk.events("disconnected")).isEmpty();
		}
		return this.sessions.stats().bytesOut() - before;
	}

	/** JavaScript knows no 6.0. */
	private String asScriptsWriteIt(Scorecard expected) {
		return this.json.writeValueAsString(expected).replaceAll("(?<=\\d)\\.0(?=[,}\\]])", "");
	}

	private static Predicate<JsonNode> is(Scorecard expected) {
		return (event) -> event.path("data").path("sequence").asInt() == expected.sequence();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class StandingMatch {

		@Bean
		@Primary
		TestCourse standingCourse(Match match) {
			return new TestCourse(match);
		}

	}

}
