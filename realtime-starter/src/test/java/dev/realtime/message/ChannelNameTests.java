package dev.realtime.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChannelNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "match:42:score", "मैच:४२", "room:😀", "$private", "#user" })
	void legalNameIsKeptAsWritten(String value) {
		assertThat(ChannelName.isLegal(value)).isTrue();
		assertThat(ChannelName.of(value).value()).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", " a", "a\n", "a\tb", "a\u0000", "a\u007f", "a\u0085", "a\u2028b", "\ud83d",
			"\ude00", "a\ude00\ud83d", "\ud83dx" })
	void illegalNameIsRefused(String value) {
		assertThat(ChannelName.isLegal(value)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelName.of(value));
	}

	@Test
	void longestNameIsLegalAndOneMoreCharacterIsNot() {
		String longest = "x".repeat(ChannelName.MAX_LENGTH);

		assertThat(ChannelName.isLegal(longest)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelName.of(longest + "x"))
			.withMessageContaining("256 characters")
			.withMessageContaining("limit is 255");
	}

	@Test
	void namesAreComparedAsWritten() {
		assertThat(ChannelName.of("Match")).isNotEqualTo(ChannelName.of("match"));
		assertThat(ChannelName.of("e\u0301")).isNotEqualTo(ChannelName.of("\u00e9"));
	}

}
