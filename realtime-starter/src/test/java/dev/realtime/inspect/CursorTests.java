package dev.realtime.inspect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Where a page ends, as one word. */
class CursorTests {

	@Test
	void cursorReadsAsItWasWritten() {
		Cursor cursor = new Cursor("node:one \"é\"/i1", Long.MAX_VALUE);

		assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
		assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
		assertThat(Cursor.parse(Cursor.START.text())).isEqualTo(Cursor.START);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "?", "MTI", "bm9kZQ", "eDpub2Rl" })
	void whatIsNoneIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse(text))
			.withMessage("The cursor '" + text + "' is none: use the 'next' of the page before, or leave it out");
	}

	@Test
	void itConcernsItsNodeAndThoseBehind() {
		Cursor cursor = new Cursor("b/1", 5);

		assertThat(cursor.concerns(new NodeId("a", "1"))).isFalse();
		assertThat(cursor.concerns(new NodeId("b", "1"))).isTrue();
		assertThat(cursor.concerns(new NodeId("c", "0"))).isTrue();
		assertThat(Cursor.START.concerns(new NodeId("a", "1"))).isTrue();
	}

}
