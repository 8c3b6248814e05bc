package dev.realtime.admission;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten clients a second.
 */
class ConnectRateTests {

	/** Clocks may start anywhere, and overflow. */
	private static final long START = Long.MAX_VALUE - millis(1500);

	private final ConnectRate rate = new ConnectRate(10, START);

	@Test
	void oneSecondsWorthMayComeAtOnce() {
		assertThat(comeAt(0, 100)).isEqualTo(10);
	}

	@Test
	void placesComeBackOneByOneAndNotAllAtTheTurnOfASecond() {
		comeAt(0, 100);

		assertThat(comeAt(99, 100)).isZero();
		assertThat(comeAt(100, 100)).isOne();
		assertThat(comeAt(199, 100)).isZero();
		assertThat(comeAt(500, 100)).isEqualTo(4);
	}

	@Test
	void whatIsNotUsedIsKeptForOneSecondOnly() {
		comeAt(0, 100);

		assertThat(comeAt(3_600_000, 100)).isEqualTo(10);
	}

	@Test
	void inTheLongRunItIsTheRate() {
		comeAt(0, 100);
		int admitted = 0;
		for (int millis = 7; millis <= 60_000; millis += 7) {
			admitted += comeAt(millis, 3);
		}

		assertThat(admitted).isBetween(599, 600);
	}

	@Test
	void threadsMayReadTheClockInAnotherOrderThanTheyCome() {
		comeAt(1000, 5);

		assertThat(comeAt(900, 100)).isEqualTo(4);
		assertThat(comeAt(1000, 100)).isOne();
	}

	private int comeAt(long millis, int clients) {
		int admitted = 0;
		for (int i = 0; i < clients; i++) {
			admitted += this.rate.tryTake(START + millis(millis)) ? 1 : 0;
		}
		return admitted;
	}

	private static long millis(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

}
