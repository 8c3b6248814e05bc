package dev.realtime.protocol;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ErrorCodeTests {

	@Test
	void codesAreThoseOfTheProtocolInOrder() {
		assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).containsExactly(100, 101, 102, 103, 104, 105,
				106, 107, 108, 109, 110, 111, 112, 113);
	}

	@Test
	void onlyWhatWaitingCuresIsTemporary() {
		assertThat(Arrays.stream(ErrorCode.values()).filter((code) -> code.error().temporary()))
			.containsExactly(ErrorCode.INTERNAL, ErrorCode.TOO_MANY_REQUESTS, ErrorCode.CONCURRENT_PAGINATION);
	}

	@ParameterizedTest
	@EnumSource
	void preciseReasonStandsBehindTheWordsOfTheCatalogue(ErrorCode code) {
		ProtocolError plain = code.error();

		ProtocolError precise = code.because("7 of 5");

		assertThat(precise).isEqualTo(new ProtocolError(plain.code(), plain.message() + ": 7 of 5", plain.temporary()));
	}

	@Test
	void errorOutsideOfTheRangesOrWithoutWordsIsRefused() {
		assertThat(new ProtocolError(ProtocolError.LOWEST_APPLICATION_CODE, "x", false).code()).isEqualTo(400);
		assertThat(new ProtocolError(ProtocolError.HIGHEST_CODE, "x", false).code()).isEqualTo(1999);
		assertThatIllegalArgumentException().isThrownBy(() -> new ProtocolError(99, "x", false));
		assertThatIllegalArgumentException().isThrownBy(() -> new ProtocolError(2000, "x", false));
		assertThatIllegalArgumentException().isThrownBy(() -> new ProtocolError(400, "", false));
	}

}
