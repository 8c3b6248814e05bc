package dev.realtime.drain;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many seem to have come back elsewhere. */
class RecoveryEstimateTests {

	private final RecoveryEstimate estimate = new RecoveryEstimate(1000);

	@Test
	void growthOfTheOthersIsTakenForThoseWhoWereMoved() {
		assertThat(this.estimate.estimate(1070, 100, 0)).isEqualTo(70);
	}

	@Test
	void whoWasRecognisedIsNotEstimatedOnTop() {
		assertThat(this.estimate.estimate(1070, 100, 30)).isEqualTo(40);
	}

	@Test
	void noMoreComeBackThanWereMoved() {
		assertThat(this.estimate.estimate(5000, 100, 30)).isEqualTo(70);
		assertThat(this.estimate.estimate(5000, 20, 30)).isZero();
	}

	@Test
	void othersThatShrinkSayNothing() {
		assertThat(this.estimate.estimate(900, 100, 0)).isZero();
	}

}
