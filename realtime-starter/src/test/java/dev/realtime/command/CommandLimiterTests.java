package dev.realtime.command;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLimiterTests {

	private static final long SECOND = 1_000_000_000;

	@Test
	void burstPassesAndThenTheRateDecides() {
		CommandLimiter limiter = new CommandLimiter(10, 25, 0);

		assertThat(passed(limiter, 100, 0)).isEqualTo(25);
		assertThat(passed(limiter, 100, SECOND)).isEqualTo(10);
		assertThat(passed(limiter, 100, SECOND + SECOND / 20)).isZero();
		assertThat(passed(limiter, 100, SECOND + SECOND / 10)).isEqualTo(1);
	}

	@Test
	void longPauseEarnsNoMoreThanTheBurst() {
		CommandLimiter limiter = new CommandLimiter(10, 25, 0);
		passed(limiter, 100, 0);

		assertThat(passed(limiter, 100, 1000 * SECOND)).isEqualTo(25);
	}

	@Test
	void clientInsideTheRateIsNeverRefused() {
		CommandLimiter limiter = new CommandLimiter(10, 1, 0);

		for (long now = 0; now < 100 * SECOND; now += SECOND / 10) {
			assertThat(limiter.tryAcquire(now)).isTrue();
		}
	}

	private static int passed(CommandLimiter limiter, int attempts, long now) {
		int passed = 0;
		for (int i = 0; i < attempts; i++) {
			passed += limiter.tryAcquire(now) ? 1 : 0;
		}
		return passed;
	}

}
