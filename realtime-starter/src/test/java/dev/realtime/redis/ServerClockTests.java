package dev.realtime.redis;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The estimate, against clocks of which the test knows how far they are apart. */
class ServerClockTests {

	private static final long MICRO = 1000;

	private static final long MILLI = 1_000_000;

	private static final long SECOND = 1_000_000_000;

	private static final long PROBE_INTERVAL = 5 * SECOND;

	private final ServerClock clock = new ServerClock();

	/** What passes for everybody, and has no origin that means anything. */
	private long nowNanos = -17 * SECOND;

	/** The node's clock is where it should be; this is how far the server's is ahead. */
	private double aheadNanos;

	@Test
	void nothingIsKnownBeforeTheFirstAnswer() {
		assertThat(this.clock.aheadNanos()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 10 * SECOND, -10 * SECOND, 86_400 * SECOND, 250 * MICRO })
	void equalWaysGiveTheOffset(long ahead) {
		this.aheadNanos = ahead;

		ask(300 * MICRO, 300 * MICRO);

		assertThat(this.clock.aheadNanos()).isEqualTo(ahead);
	}

	@Test
	void unequalWaysMakeItWrongByNoMoreThanHalfOfBoth() {
		this.aheadNanos = -3 * SECOND;

		ask(10 * MILLI, 0);
		assertThat(this.clock.aheadNanos()).isEqualTo(-3 * SECOND + 5 * MILLI);

		this.clock.anew();
		ask(0, 10 * MILLI);
		assertThat(this.clock.aheadNanos()).isEqualTo(-3 * SECOND - 5 * MILLI);
	}

	@Test
	void theShortestWayOfTheLastMinuteCounts() {
		this.aheadNanos = 2 * SECOND;
		ask(40 * MILLI, 0);
		ask(200 * MICRO, 200 * MICRO);
		for (int i = 0; i < 10; i++) {
			ask(0, 80 * MILLI);
		}

		assertThat(this.clock.aheadNanos()).isEqualTo(2 * SECOND);

		ask(0, 80 * MILLI);
		ask(0, 80 * MILLI);

		assertThat(this.clock.aheadNanos()).as("the short way is older than a minute")
			.isEqualTo(2 * SECOND - 40 * MILLI);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void jitterNeverMakesItWorseThanTheBestGuessOfAMinute(long seed) {
		Random random = new Random(seed);
		this.aheadNanos = 7 * SECOND;
		long[] ways = new long[12];
		for (int i = 0; i < 500; i++) {
			long there = (long) (random.nextDouble() * random.nextDouble() * 20 * MILLI);
			long back = (long) (random.nextDouble() * random.nextDouble() * 20 * MILLI);
			ways[i % ways.length] = there + back;
			ask(there, back);
			long shortest = Long.MAX_VALUE;
			for (int k = 0; k < Math.min(i + 1, ways.length); k++) {
				shortest = Math.min(shortest, ways[k]);
			}

			// The minute of drift that is allowed for is what a guess may lose to a
			// newer.
			assertThat(this.clock.aheadNanos()).as("seed %d, answer %d", seed, i)
				.isCloseTo(7 * SECOND, within(shortest / 2 + 3 * MILLI));
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.000_02, -0.000_02, 0.000_05 })
	void driftIsFollowed(double drift) {
		Random random = new Random(11);
		this.aheadNanos = -SECOND;
		for (int i = 0; i < 1000; i++) {
			this.aheadNanos += PROBE_INTERVAL * drift;
			ask(100 * MICRO + random.nextInt(200_000), 100 * MICRO + random.nextInt(200_000));

			assertThat(this.clock.aheadNanos()).as("answer %d", i)
				.isCloseTo((long) this.aheadNanos, within(600 * MICRO));
		}
		assertThat(Math.abs(this.aheadNanos + SECOND)).as("how far they have drifted").isGreaterThan(90.0 * MILLI);
	}

	@ParameterizedTest
	@ValueSource(longs = { 5 * SECOND, -5 * SECOND, 20 * MILLI })
	void aClockThatIsSetCountsFromTheNextAnswer(long set) {
		this.aheadNanos = SECOND;
		ask(50 * MICRO, 50 * MICRO);
		this.aheadNanos += set;

		ask(2 * MILLI, 2 * MILLI);

		assertThat(this.clock.aheadNanos()).isEqualTo(SECOND + set);
	}

	@Test
	void anotherServerBeginsWithItsFirstAnswer() {
		this.aheadNanos = 4 * MILLI;
		ask(10 * MICRO, 10 * MICRO);

		this.clock.anew();
		assertThat(this.clock.aheadNanos()).as("until it has answered").isEqualTo(4 * MILLI);
		// So little that the two could be one.
		this.aheadNanos = 1 * MILLI;
		ask(6 * MILLI, 6 * MILLI);

		assertThat(this.clock.aheadNanos()).isEqualTo(1 * MILLI);
	}

	@Test
	void answersInQuickSuccessionLeaveTheNewestOfThem() {
		this.aheadNanos = SECOND;
		for (int i = 0; i < 10_000; i++) {
			this.nowNanos -= PROBE_INTERVAL - MILLI;
			ask(MILLI, MILLI);
		}
		this.aheadNanos += 100 * MICRO;
		ask(10 * MICRO, 10 * MICRO);

		assertThat(this.clock.aheadNanos()).isEqualTo(SECOND + 100 * MICRO);
	}

	private void ask(long thereNanos, long backNanos) {
		this.nowNanos += PROBE_INTERVAL;
		long sent = this.nowNanos;
		long origin = Duration.ofDays(20_000).toNanos();
		long received = sent + thereNanos + backNanos;
		this.clock.told(sent, received, origin + received, origin + sent + thereNanos + (long) this.aheadNanos);
	}

}
