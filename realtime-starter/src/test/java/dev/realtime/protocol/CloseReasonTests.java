package dev.realtime.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CloseReasonTests {

	static List<CloseReason> catalogue() {
		return Arrays.stream(CloseReason.class.getFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()) && field.getType() == CloseReason.class)
			.map(CloseReasonTests::valueOf)
			.toList();
	}

	private static CloseReason valueOf(Field field) {
		try {
			return (CloseReason) field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void codesAreThoseOfTheProtocolAndUnique() {
		assertThat(catalogue()).extracting(CloseReason::code)
			.containsExactlyInAnyOrder(1002, 1009, 3000, 3001, 3004, 3005, 3006, 3008, 3009, 3010, 3011, 3012, 3013,
					3014, 3500, 3501, 3502, 3503, 3504, 3505, 3506, 3507, 3508, 3509, 4001, 4002, 4501);
	}

	@ParameterizedTest
	@MethodSource("catalogue")
	void clientConnectsAgainInTheLowerHalfOfARangeButNotWithAMessageThatIsTooBig(CloseReason reason) {
		assertThat(reason.isReconnect()).isEqualTo(reason.code() % 1000 < 500 && reason.code() != 1009);
	}

	@ParameterizedTest
	@MethodSource("catalogue")
	void wordsFitIntoACloseFrameWhateverFollowsThem(CloseReason reason) {
		for (int length = 0; length < 60; length++) {
			CloseReason precise = reason.because("x".repeat(length) + "क".repeat(40) + "😀");

			assertThat(precise.reason().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(121 - 60, 123);
			assertThat(precise.reason()).startsWith(reason.reason() + ": ").doesNotContain("\ufffd", "?");
			assertThat(precise.code()).isEqualTo(reason.code());
		}
	}

	@Test
	void reasonsOfTheApplicationHaveTheirOwnClasses() {
		assertThat(new CloseReason(4000, "moved").isReconnect()).isTrue();
		assertThat(new CloseReason(4499, "moved").isReconnect()).isTrue();
		assertThat(new CloseReason(4500, "banned").isReconnect()).isFalse();
		assertThat(new CloseReason(4999, "banned").isReconnect()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1000, 1008, 1010, 2999, 5000 })
	void codeThatIsNotOursIsRefused(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseReason(code, "words"))
			.withMessageContaining(String.valueOf(code));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "404", "{\"reconnect\":true}", "[]", "\"x\"", "-1", "true", "false", "null",
			"true \t" })
	void wordsThatAClientReadsAsJsonAreRefused(String words) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseReason(4000, words));
	}

	@Test
	void wordsThatBecomeJsonByCuttingAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CloseReason(4000, "true" + " ".repeat(CloseReason.MAX_REASON_BYTES) + "story"));
	}

	@Test
	void malformedFrameClosesForGoodAndSaysWhy() {
		MalformedFrameException malformed = new MalformedFrameException("not JSON at byte 7");

		assertThat(malformed.closeReason()).isEqualTo(new CloseReason(3501, "bad request: not JSON at byte 7"));
		assertThat(malformed).hasMessage("bad request: not JSON at byte 7");
		assertThat(malformed.getStackTrace()).isEmpty();
	}

}
