package dev.realtime.admission;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.realtime.admission.HandshakeVerdict.Refused;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred may come back in the same second, where a test does not say otherwise.
 */
class RetryAfterTests {

	private static final double ALMOST_ONE = Math.nextDown(1.0);

	private final long seed = Long.getLong("realtime.test.seed", System.nanoTime());

	@Test
	void fewAreSpreadALittle() {
		assertThat(seconds(0, RefusalReason.FULL, 1)).isEqualTo(5);
		assertThat(seconds(ALMOST_ONE, RefusalReason.FULL, 1)).isEqualTo(9);
		assertThat(seconds(ALMOST_ONE, RefusalReason.FULL, 499)).isEqualTo(9);
	}

	@Test
	void theMoreTheFurther() {
		assertThat(seconds(0, RefusalReason.FULL, 2000)).isEqualTo(5);
		assertThat(seconds(0.5, RefusalReason.FULL, 2000)).isEqualTo(15);
		assertThat(seconds(ALMOST_ONE, RefusalReason.FULL, 2000)).isEqualTo(25);
	}

	@Test
	void whomAnotherNodeTakesComesBackSoonest() {
		assertThat(seconds(0, RefusalReason.DRAINING, 1)).isEqualTo(1);
		assertThat(seconds(0, RefusalReason.RATE, 1)).isEqualTo(1);
		assertThat(seconds(0, RefusalReason.OVERLOADED, 1)).isEqualTo(10);
	}

	@ParameterizedTest
	@EnumSource(RefusalReason.class)
	void isNeverLessThanASecondOrMoreThanTwoMinutes(RefusalReason reason) {
		assertThat(seconds(0, reason, Long.MAX_VALUE)).isBetween(1, 10);
		assertThat(seconds(ALMOST_ONE, reason, Long.MAX_VALUE)).isEqualTo(120);
	}

	@Test
	void everySecondOfTheSpreadIsAsLikely() {
		RetryAfter retryAfter = new RetryAfter(100, new Random(this.seed)::nextDouble);
		int[] comebacks = new int[121];

		for (int i = 0; i < 21_000; i++) {
			comebacks[retryAfter.seconds(RefusalReason.FULL, 2000)]++;
		}

		for (int second = 5; second <= 25; second++) {
			assertThat(comebacks[second]).as("-Drealtime.test.seed=%d", this.seed).isBetween(800, 1200);
		}
	}

	@Test
	void stormIsSpreadOverTheTimeANodeNeedsForIt() {
		Admission admission = new Admission(AdmissionSettings.DEFAULTS, () -> true, new Random(this.seed)::nextDouble,
				0);
		int[] comebacks = new int[121];

		for (int i = 0; i < 10_000; i++) {
			Refused refused = (Refused) admission.decide(IpAddress.UNKNOWN, NodeLoad.OPEN, 0);
			comebacks[refused.retryAfterSeconds()]++;
		}

		int last = 0;
		for (int second = 0; second < comebacks.length; second++) {
			assertThat(comebacks[second]).as("-Drealtime.test.seed=%d", this.seed).isLessThan(900);
			last = (comebacks[second] > 0) ? second : last;
		}
		assertThat(last).isBetween(45, 51);
	}

	@Test
	void refusalsAreForgottenWithinTwentySeconds() {
		RecentRefusals refusals = new RecentRefusals(seconds(0));
		for (int i = 1; i <= 100; i++) {
			assertThat(refusals.add(seconds(5))).isEqualTo(i);
		}

		assertThat(refusals.add(seconds(10))).as("all of the ten seconds before").isEqualTo(101);
		assertThat(refusals.add(seconds(15))).as("half of them").isEqualTo(52);
		assertThat(refusals.add(seconds(19.9))).as("hardly any").isEqualTo(4);
		assertThat(refusals.add(seconds(41))).isOne();
	}

	@Test
	void threadThatReadTheClockEarlierIsCountedToo() {
		RecentRefusals refusals = new RecentRefusals(seconds(0));
		refusals.add(seconds(12));

		assertThat(refusals.add(seconds(9))).isEqualTo(2);
	}

	private static int seconds(double random, RefusalReason reason, long refusedRecently) {
		return new RetryAfter(100, () -> random).seconds(reason, refusedRecently);
	}

	/** Clocks may start anywhere, and overflow. */
	private static long seconds(double seconds) {
		return Long.MAX_VALUE - 5 + Duration.ofMillis((long) (seconds * 1000)).toNanos();
	}

}
