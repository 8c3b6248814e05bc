package dev.realtime.message;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StreamPositionTests {

	@Test
	void positionIsKnownByItsEpoch() {
		assertThat(StreamPosition.NONE.isKnown()).isFalse();
		assertThat(new StreamPosition("", 7).isKnown()).isFalse();
		assertThat(new StreamPosition("e", 0).isKnown()).isTrue();
	}

	@Test
	void anotherOffsetKeepsTheEpoch() {
		assertThat(new StreamPosition("e", 3).at(9)).isEqualTo(new StreamPosition("e", 9)).hasToString("e:9");
	}

	@Test
	void sameOffsetInAnotherEpochIsAnotherPosition() {
		assertThat(new StreamPosition("e", 3)).isNotEqualTo(new StreamPosition("f", 3));
	}

	@Test
	void negativeOffsetIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new StreamPosition("e", -1)).withMessageContaining("-1");
	}

}
