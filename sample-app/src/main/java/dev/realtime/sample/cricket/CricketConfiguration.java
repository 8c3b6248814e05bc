package dev.realtime.sample.cricket;

import java.io.IOException;
import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;

import dev.realtime.RealtimePublisher;
import dev.realtime.message.NodeId;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.MatchFile;

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
	Scoreboard scoreboard(Match match, Course course) {
		return new Scoreboard(match, course);
	}

	/**
	 * A match of this node's own.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "realtime.broker", havingValue = "memory", matchIfMissing = true)
	static class LocalConfiguration {

		@Bean
		LocalCourse course(Match match, CricketProperties properties) {
			return new LocalCourse(match, Clock.systemUTC(), properties.breakLength());
		}

	}

	/**
	 * One match for all nodes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "realtime.broker", havingValue = "redis")
	static class SharedConfiguration {

		@Bean
		SharedCourse course(StringRedisTemplate redis, @Value("${realtime.cluster.name:default}") String cluster,
				NodeId node, Match match, CricketProperties properties) {
			return new SharedCourse(redis, cluster, node.incarnation(), match, properties);
		}

	}

	/**
	 * The nodes that replay the match, one at a time; others only serve the page.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "sample.cricket.enabled", matchIfMissing = true)
	static class IngestConfiguration {

		@Bean
		CricketIngest cricketIngest(Match match, Course course, Scoreboard scoreboard, RealtimePublisher publisher,
				CricketProperties properties) {
			return new CricketIngest(new MatchReplay(match, course, scoreboard, publisher), properties.ballInterval());
		}

	}

}
