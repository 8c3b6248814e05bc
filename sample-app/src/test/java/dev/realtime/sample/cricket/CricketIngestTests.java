package dev.realtime.sample.cricket;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.realtime.PublishOptions;
import dev.realtime.message.StreamPosition;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.TestMatches;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CricketIngest}.
 */
class CricketIngestTests {

	private final Match match = TestMatches.ipl2019Final();

	private final Course course = new LocalCourse(this.match, Clock.systemUTC(), 10);

	private final Scoreboard scoreboard = new Scoreboard(this.match, this.course);

	@Test
	@Timeout(30)
	void bowlsOnItsOwnDaemonThreadUntilItIsStopped() throws InterruptedException {
		CountDownLatch tenBalls = new CountDownLatch(20);
		RecordingPublisher publisher = new RecordingPublisher() {
			@Override
			public CompletionStage<StreamPosition> publish(String channel, Object payload, PublishOptions options) {
				assertThat(Thread.currentThread().getName()).isEqualTo("cricket-ingest");
				assertThat(Thread.currentThread().isDaemon()).isTrue();
				tenBalls.countDown();
				return super.publish(channel, payload, options);
			}
		};
		CricketIngest ingest = ingest(publisher, Duration.ofMillis(1));

		ingest.start();
		boolean bowled = tenBalls.await(20, TimeUnit.SECONDS);
		ingest.stop();

		assertThat(bowled).isTrue();
		assertThat(ingest.isRunning()).isFalse();
	}

	@Test
	void startsLastAndStopsFirst() {
		CricketIngest ingest = ingest(new RecordingPublisher(), Duration.ofHours(1));

		assertThat(ingest.getPhase()).isEqualTo(Integer.MAX_VALUE);
		assertThat(ingest.isAutoStartup()).isTrue();
		assertThat(ingest.isRunning()).isFalse();
	}

	@Test
	@Timeout(30)
	void ballInFlightIsBowledToItsEndBeforeTheMatchStops() throws Exception {
		CountDownLatch inFlight = new CountDownLatch(1);
		CountDownLatch landing = new CountDownLatch(1);
		RecordingPublisher publisher = new RecordingPublisher() {
			@Override
			public CompletionStage<StreamPosition> publish(String channel, Object payload, PublishOptions options) {
				inFlight.countDown();
				try {
					landing.await();
				}
				catch (InterruptedException ex) {
					return CompletableFuture.failedFuture(ex);
				}
				return super.publish(channel, payload, options);
			}
		};
		CricketIngest ingest = ingest(publisher, Duration.ofHours(1));
		ingest.start();
		inFlight.await();

		CompletableFuture<Void> stopped = CompletableFuture.runAsync(ingest::stop);
		landing.countDown();
		stopped.get(20, TimeUnit.SECONDS);

		assertThat(publisher.sent).hasSize(2);
	}

	@Test
	void startingTwiceAndStoppingTwiceIsHarmless() {
		CricketIngest ingest = ingest(new RecordingPublisher(), Duration.ofHours(1));

		ingest.start();
		ingest.start();
		assertThat(ingest.isRunning()).isTrue();
		ingest.stop();
		ingest.stop();

		assertThat(ingest.isRunning()).isFalse();
	}

	private CricketIngest ingest(RecordingPublisher publisher, Duration interval) {
		return new CricketIngest(new MatchReplay(this.match, this.course, this.scoreboard, publisher), interval);
	}

}
