package dev.realtime.channel;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How many publications a second. */
class PublicationCountTests {

	private static final long START = 1_700_000_000_123L;

	private final PublicationCount count = new PublicationCount();

	@Test
	void steadyPaceIsToldAsItIs() {
		for (int i = 0; i < 300; i++) {
			this.count.add(START + i * 100);
		}

		assertThat(this.count.total()).isEqualTo(300);
		assertThat(this.count.perSecond(START + 300 * 100)).isCloseTo(10, within(0.5));
	}

	@Test
	void whatHasEndedFades() {
		for (int i = 0; i < 100; i++) {
			this.count.add(START + i);
		}
		double atOnce = this.count.perSecond(START + 100);
		double later = this.count.perSecond(START + 12_000);

		assertThat(atOnce).isCloseTo(10, within(0.5));
		assertThat(later).isLessThanOrEqualTo(atOnce);
		assertThat(this.count.perSecond(START + 30_000)).isZero();
		assertThat(this.count.total()).isEqualTo(100);
	}

	@Test
	void nothingIsNothing() {
		assertThat(this.count.perSecond(START)).isZero();
	}

}
