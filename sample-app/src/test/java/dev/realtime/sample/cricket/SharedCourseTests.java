package dev.realtime.sample.cricket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.TestMatches;
import dev.realtime.testing.redis.RedisServer;
import dev.realtime.testing.redis.RedisTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who bowls, over a real Redis. */
@RedisTest
class SharedCourseTests {

	private static final CricketProperties SETTINGS = new CricketProperties(true, Duration.ofMillis(1), 10);

	private final Match match = TestMatches.ipl2019Final();

	private final String cluster = UUID.randomUUID().toString();

	private final LettuceConnectionFactory connections;

	private final StringRedisTemplate redis;

	private final SharedCourse one;

	private final SharedCourse two;

	SharedCourseTests(RedisServer server) {
		this.connections = new LettuceConnectionFactory("127.0.0.1", server.port());
		this.connections.afterPropertiesSet();
		this.connections.start();
		this.redis = new StringRedisTemplate(this.connections);
		this.one = new SharedCourse(this.redis, this.cluster, "one", this.match, SETTINGS);
		this.two = new SharedCourse(this.redis, this.cluster, "two", this.match, SETTINGS);
	}

	@AfterEach
	void disconnect() {
		this.connections.destroy();
	}

	@Test
	void oneAtATimeAndAllSeeWhatWasTaken() {
		Turn first = taken(this.one);
		assertThat(this.two.take()).isNull();
		this.two.done(first);
		assertThat(this.one.take()).as("only who holds the lease may go on").isEqualTo(first);

		this.one.done(first);
		Turn second = taken(this.one);

		assertThat(second.cursor().tick()).isEqualTo(1);
		assertThat(this.two.taken()).containsExactly(second, first);
	}

	@Test
	void nextOneTakesTheSameBallWhenTheLeaseHasEnded() {
		Turn ball = taken(this.one);

		await().atMost(Duration.ofSeconds(10)).until(() -> this.two.take() != null);

		assertThat(this.two.take()).isEqualTo(ball);
		assertThat(this.one.take()).isNull();
		this.one.done(ball);
		assertThat(this.two.take()).as("who is late changes nothing").isEqualTo(ball);
		assertThat(this.two.taken()).containsExactly(ball);
	}

	@Test
	void whoLeavesIsFollowedAtOnce() {
		Turn ball = taken(this.one);
		this.one.done(ball);

		this.one.leave();

		assertThat(taken(this.two).cursor().tick()).isEqualTo(1);
	}

	@Test
	void matchEndsRestsAndBeginsAgain() {
		List<Integer> ticks = new ArrayList<>();
		for (int i = 0; i <= this.match.length() + 10; i++) {
			Turn turn = taken(this.one);
			ticks.add(turn.cursor().tick());
			this.one.done(turn);
		}

		assertThat(ticks).isSorted().hasSize(this.match.length() + 11);
		assertThat(taken(this.one).cursor()).extracting(ReplayCursor::round, ReplayCursor::tick).containsExactly(2, 0);
		assertThat(this.two.taken()).hasSize(Course.REMEMBERED)
			.extracting((turn) -> turn.cursor().tick())
			.startsWith(0, this.match.length());
	}

	private static Turn taken(SharedCourse course) {
		Turn turn = course.take();
		assertThat(turn).isNotNull();
		return turn;
	}

}
