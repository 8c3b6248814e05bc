package dev.realtime.benchmark.client;

import org.junit.jupiter.api.Test;

import dev.realtime.benchmark.client.SequenceCheck.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class SequenceCheckTests {

	private final SequenceCheck check = new SequenceCheck();

	@Test
	void nothingIsLostWhenAllComesInOrder() {
		assertThat(receive(1, 2, 3)).containsExactly(Verdict.NEXT, Verdict.NEXT, Verdict.NEXT);
		assertThat(this.check.lost(3)).isZero();
	}

	@Test
	void whatNeverCameAtTheEndIsLost() {
		receive(1, 2);

		assertThat(this.check.lost(5)).isEqualTo(3);
	}

	@Test
	void everythingIsLostWhenNothingCame() {
		assertThat(this.check.lost(7)).isEqualTo(7);
	}

	@Test
	void whatWasPassedOverIsLost() {
		assertThat(receive(1, 4, 5)).containsExactly(Verdict.NEXT, Verdict.AFTER_GAP, Verdict.NEXT);
		assertThat(this.check.lost(5)).isEqualTo(2);
	}

	@Test
	void whatComesLateIsNotLostButOutOfOrder() {
		assertThat(receive(1, 3, 2, 4)).containsExactly(Verdict.NEXT, Verdict.AFTER_GAP, Verdict.LATE, Verdict.NEXT);
		assertThat(this.check.lost(4)).isZero();
	}

	@Test
	void theSameNumberTwiceIsADuplicate() {
		assertThat(receive(1, 1, 2, 1)).containsExactly(Verdict.NEXT, Verdict.DUPLICATE, Verdict.NEXT,
				Verdict.DUPLICATE);
		assertThat(this.check.lost(2)).isZero();
	}

	@Test
	void aLateOneThatComesTwiceIsADuplicateTheSecondTime() {
		assertThat(receive(2, 1, 1)).containsExactly(Verdict.AFTER_GAP, Verdict.LATE, Verdict.DUPLICATE);
	}

	@Test
	void aHugeGapIsCountedThoughNotRemembered() {
		long far = 10L * SequenceCheck.REMEMBERED;

		receive(far);

		assertThat(this.check.lost(far)).isEqualTo(far - 1);
	}

	private Verdict[] receive(long... sequences) {
		Verdict[] verdicts = new Verdict[sequences.length];
		for (int i = 0; i < sequences.length; i++) {
			verdicts[i] = this.check.received(sequences[i]);
		}
		return verdicts;
	}

}
