package dev.realtime.benchmark.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpreadTests {

	@Test
	void theMedianOfAnOddNumberIsTheMiddleOne() {
		assertThat(Spread.of(List.of(30.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 30, 3));
	}

	@Test
	void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
		assertThat(Spread.of(List.of(10.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(3, 1, 10, 4));
	}

	@Test
	void oneValueIsItsOwnMedian() {
		assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 1));
	}

	@Test
	void nothingHasNoSpread() {
		assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
	}

	@Test
	void isWrittenWithItsLimitsWhenPassesDiffer() {
		assertThat(Spread.of(List.of(1234.5, 1000.0, 2000.0)).text(1)).isEqualTo("1,234.5 (1,000.0..2,000.0)");
		assertThat(Spread.of(List.of(0.0, 0.0)).text(0)).isEqualTo("0");
		assertThat(Spread.of(List.of(1.234)).text(2)).isEqualTo("1.23");
	}

}
