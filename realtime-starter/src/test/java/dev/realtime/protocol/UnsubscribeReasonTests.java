package dev.realtime.protocol;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UnsubscribeReasonTests {

	@Test
	void codesAreThoseOfTheProtocol() {
		assertThat(List.of(UnsubscribeReason.SERVER, UnsubscribeReason.INSUFFICIENT_STATE, UnsubscribeReason.EXPIRED,
				UnsubscribeReason.STATE_INVALIDATED))
			.extracting(UnsubscribeReason::code)
			.containsExactly(2000, 2500, 2501, 2502);
	}

	@Test
	void clientSubscribesAgainFrom2500On() {
		assertThat(UnsubscribeReason.SERVER.isResubscribe()).isFalse();
		assertThat(new UnsubscribeReason(2499, "x").isResubscribe()).isFalse();
		assertThat(UnsubscribeReason.INSUFFICIENT_STATE.isResubscribe()).isTrue();
		assertThat(new UnsubscribeReason(2999, "x").isResubscribe()).isTrue();
	}

	@Test
	void codeOutsideOfTheRangeOrMissingWordsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new UnsubscribeReason(1999, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> new UnsubscribeReason(3000, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> new UnsubscribeReason(2000, ""));
	}

}
