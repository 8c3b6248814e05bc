package dev.realtime.command;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResubscribePaceTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	/** Clocks begin anywhere. */
	private static final long NOW = Long.MAX_VALUE - SECOND;

	private final ResubscribePace pace = new ResubscribePace();

	@Test
	void firstSecondsWorthIsToldAtOnceAndTheOthersAtTheRate() {
		for (int i = 0; i < ResubscribePace.PER_SECOND; i++) {
			assertThat(this.pace.delayNanos(NOW, null)).isZero();
		}

		for (int i = 1; i <= 1000; i++) {
			assertThat(this.pace.delayNanos(NOW, null)).isEqualTo(i * SECOND / ResubscribePace.PER_SECOND);
		}
	}

	@Test
	void pauseFillsTheFirstSecondAgainAndNoMore() {
		for (int i = 0; i < 300; i++) {
			this.pace.delayNanos(NOW, null);
		}

		long later = NOW + 100 * SECOND;
		for (int i = 0; i < ResubscribePace.PER_SECOND; i++) {
			assertThat(this.pace.delayNanos(later, null)).isZero();
		}
		assertThat(this.pace.delayNanos(later, null)).isPositive();
	}

	@Test
	void whoWasToldIsLeftAloneForAWhile() {
		assertThat(this.pace.delayNanos(NOW + SECOND, NOW)).isEqualTo(29 * SECOND);
		assertThat(this.pace.delayNanos(NOW + 31 * SECOND, NOW)).isZero();
	}

}
