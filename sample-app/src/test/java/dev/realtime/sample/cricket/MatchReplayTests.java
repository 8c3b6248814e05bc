package dev.realtime.sample.cricket;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.realtime.message.Priority;
import dev.realtime.sample.cricket.RecordingPublisher.Sent;
import dev.realtime.sample.cricket.commentary.CommentaryEntry;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.Scorecard;
import dev.realtime.sample.cricket.score.TestMatches;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link MatchReplay}: every tick is a call, no time passes.
 */
@ExtendWith(OutputCaptureExtension.class)
class MatchReplayTests {

	private static final String SCORE = "match:ipl-2019-final:score";

	private static final String COMMENTARY = "match:ipl-2019-final:commentary";

	private static final Clock NOW = Clock.fixed(Instant.parse("2019-05-12T14:00:00Z"), ZoneOffset.UTC);

	private final Match match = TestMatches.ipl2019Final();

	private final Course course = new LocalCourse(this.match, NOW, 10);

	private final Scoreboard scoreboard = new Scoreboard(this.match, this.course);

	private final RecordingPublisher publisher = new RecordingPublisher();

	private final MatchReplay replay = new MatchReplay(this.match, this.course, this.scoreboard, this.publisher);

	@Test
	void everyBallGoesToBothChannels() {
		ticks(6);

		assertThat(this.publisher.to(SCORE)).extracting((sent) -> ((Scorecard) sent.payload()).sequence())
			.containsExactly(0, 1, 2, 3, 4, 5);
		assertThat(this.publisher.to(COMMENTARY)).extracting((sent) -> ((CommentaryEntry) sent.payload()).sequence())
			.containsExactly(0, 1, 2, 3, 4, 5);
		assertThat(this.publisher.sent).hasSize(12);
	}

	@Test
	void scorecardIsCriticalCommentaryIsLowAndBothHaveAKeyOfTheirBall() {
		ticks(300);

		assertThat(this.publisher.to(SCORE)).extracting((sent) -> sent.options().priority())
			.containsOnly(Priority.CRITICAL);
		assertThat(this.publisher.to(COMMENTARY)).extracting((sent) -> sent.options().priority())
			.containsOnly(Priority.LOW);
		assertThat(this.publisher.to(SCORE)).extracting((sent) -> sent.options().idempotencyKey())
			.doesNotContainNull()
			.doesNotHaveDuplicates();
		assertThat(this.publisher.to(COMMENTARY)).extracting((sent) -> sent.options().idempotencyKey())
			.doesNotContainNull()
			.doesNotHaveDuplicates();
	}

	@Test
	void publicationsCarryTheTime() {
		ticks(1);

		assertThat(this.publisher.to(SCORE)).extracting((sent) -> ((Scorecard) sent.payload()).publishedAt())
			.containsExactly(NOW.millis());
	}

	@Test
	void matchRestsAtTheEndAndStartsOver() {
		ticks(this.match.length() + 1);
		int atTheEnd = this.publisher.sent.size();

		ticks(10);
		int afterTheBreak = this.publisher.sent.size();
		ticks(1);

		assertThat(atTheEnd).isEqualTo(2 * 248);
		assertThat(afterTheBreak).isEqualTo(atTheEnd);
		Sent next = this.publisher.to(SCORE).get(248);
		assertThat((Scorecard) next.payload()).extracting(Scorecard::round, Scorecard::sequence).containsExactly(2, 0);
	}

	@Test
	void scoreboardShowsTheNewestBallAndTheRecentCommentary() {
		ticks(61);

		Scoreboard.Snapshot snapshot = this.scoreboard.snapshot();
		assertThat(snapshot.scorecard().sequence()).isEqualTo(60);
		assertThat(snapshot.commentary()).hasSize(50);
		assertThat(snapshot.commentary()).first().extracting(CommentaryEntry::sequence).isEqualTo(60);
		assertThat(snapshot.commentary()).last().extracting(CommentaryEntry::sequence).isEqualTo(11);
	}

	@Test
	void failureIsLoggedOnceForEachChannelAndTheMatchWaitsForItsBall(CapturedOutput output) {
		this.publisher.failure = new IllegalStateException("no broker");
		ticks(5);
		this.publisher.throwing = true;
		ticks(5);

		this.publisher.failure = null;
		ticks(2);

		assertThat(output.getAll()).containsOnlyOnce("Publishing to " + SCORE + " fails")
			.containsOnlyOnce("Publishing to " + COMMENTARY + " fails")
			.containsOnlyOnce("Publishing to " + SCORE + " works again");
		assertThat(this.scoreboard.snapshot().scorecard().sequence()).isEqualTo(1);
		assertThat(this.publisher.to(SCORE)).extracting((sent) -> ((Scorecard) sent.payload()).sequence())
			.endsWith(0, 1);
	}

	private void ticks(int count) {
		for (int i = 0; i < count; i++) {
			this.replay.tick();
		}
	}

}
