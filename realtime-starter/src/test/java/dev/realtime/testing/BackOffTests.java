package dev.realtime.testing;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

	private final BackOff backOff = new BackOff(new Random(1));

	@Test
	void firstTryIsAfterHalfASecondToASecond() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.backOff.nextMillis()).isBetween(500L, 1000L);
			this.backOff.reset();
		}
	}

	@Test
	void eachTryInVainMayTakeTwiceAsLongUpToTwentySeconds() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.backOff.nextMillis()).isBetween(500L, Math.min(20_000L, 500 + (500L << Math.min(i, 6))));
		}
	}

}
