package dev.realtime.slow;

import java.time.Duration;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import dev.realtime.testing.StampedCrowd;

import static org.awaitility.Awaitility.await;

/**
 * A reader of 1 KB/s among an {@link Audience}: it gets what is critical while it is
 * slow, everything that was promised when it no longer is, and disturbs nobody.
 *
 * <p>
 * In full, on a machine that does nothing else:
 * {@code mvn -pl realtime-starter test -Dtest='dev.realtime.slow.*Tests' -Drealtime.test.slow.seconds=60};
 * shorter runs are explained in {@link RunLength}. Each scenario prints its figures.
 */
class SlowReaderTests {

	private static final int TINY_BUFFER = 4096;

	private static final RunLength RUN = RunLength.ofThisRun();

	@Test
	void readerOfOneKilobytePerSecondGetsWhatIsCriticalAndDisturbsNobody() {
		try (SlowServer server = SlowServer.start(
				"realtime.backpressure.ack-timeout=" + RUN.ackTimeout().toMillis() + "ms",
				// So little that talk is left behind within seconds.
				"realtime.backpressure.max-lag=256KB",
				// A whole run is as long as the default.
				"realtime.backpressure.close-after=120s"); Audience audience = new Audience(server, RUN.duration())) {
			audience.undisturbedBy(() -> readSlowly(server, audience));
		}
	}

	private static void readSlowly(SlowServer server, Audience audience) {
		try (StampedCrowd slow = new StampedCrowd(new StampedCrowd.Plan(1, Audience.MATCH, TINY_BUFFER, true))) {
			slow.readAtMost((client) -> RUN.slowBytesPerSecond());
			slow.connect(server.address());
			await().until(() -> slow.ready() == 1);

			long begin = audience.begin();
			Pass.time(RUN.duration());
			long released = System.nanoTime();
			slow.readFreely();
			Audience.Caught caught = audience.catchUp(slow);

			ArrivalOrder narrow = new ArrivalOrder(slow.arrivals()).between(begin, released);
			Duration shown = narrow.ageOfNewest("score", released);
			Audience.say("reader of " + RUN.slowBytesPerSecond() + " B/s for " + RUN.seconds() + " s: " + narrow
					+ "; in the end it showed a score that was " + shown.toMillis() + " ms old");
			SoftAssertions.assertSoftly((softly) -> {
				softly.assertThat(narrow.aheadOfAnOlderScore()).as("overtaken scores").isZero();
				softly.assertThat(narrow.count("score"))
					.as("scores, each twentieth publication, among all that came: %s", narrow)
					.isGreaterThan(narrow.arrivals().size() * 2 / 5);
				softly.assertThat(shown).as("age of the score it showed").isLessThan(RUN.duration().dividedBy(3));
				audience.assertServedByPriority(softly, slow, caught);
			});
		}
	}

}
