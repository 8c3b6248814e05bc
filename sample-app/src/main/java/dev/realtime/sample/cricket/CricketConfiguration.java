package dev.realtime.sample.cricket;

import java.io.IOException;
import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import dev.realtime.RealtimePublisher;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.MatchFile;
import dev.realtime.sample.cricket.score.Scorecard;

/**
 * Puts the demo together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CricketProperties.class)
class CricketConfiguration {

	@Bean
	MatchFile ipl2019FinalFile() throws IOException {
		return MatchFile.read(new ClassPathResource("cricket/ipl-2019-final.json"));
	}

	@Bean
	Match ipl2019Final(MatchFile file) {
		return file.toMatch();
	}

	@Bean
	Scoreboard scoreboard(Match match) {
		return new Scoreboard(Scorecard.of(match.after(0), "none", 0, 0));
	}

	/**
	 * The node that replays the match; others only serve the page.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "sample.cricket.enabled", matchIfMissing = true)
	static class IngestConfiguration {

		@Bean
		CricketIngest cricketIngest(Match match, Scoreboard scoreboard, RealtimePublisher publisher,
				CricketProperties properties) {
			MatchReplay replay = new MatchReplay(match, scoreboard, publisher, Clock.systemUTC(),
					properties.breakLength());
			return new CricketIngest(replay, properties.ballInterval());
		}

	}

}
