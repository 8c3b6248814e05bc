package dev.realtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.message.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JsonWriterTests {

	@Test
	void zeroValuesAreLeftOutUnlessAlwaysWritten() {
		assertThat(write((json) -> json.object()
			.number("a", 0)
			.text("b", "")
			.flag("c", false)
			.json("d", null)
			.numberAlways("e", 0)
			.textAlways("f", "")
			.end())).isEqualTo("{\"e\":0,\"f\":\"\"}");
	}

	@Test
	void membersAndElementsAreSeparatedByCommas() {
		assertThat(write((json) -> json.object()
			.array("a")
			.object()
			.end()
			.object()
			.number("b", 1)
			.flag("c", true)
			.end()
			.endArray()
			.object("d")
			.end()
			.json("e", Payload.json("[]"))
			.text("f", "x")
			.end())).isEqualTo("{\"a\":[{},{\"b\":1,\"c\":true}],\"d\":{},\"e\":[],\"f\":\"x\"}");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 9, 10, 99, 100, 101, 4294967295L, 999999999999999999L, 1000000000000000000L,
			Long.MAX_VALUE, -1, -9, -10, -100, Long.MIN_VALUE })
	void numbersAreWrittenInFull(long value) {
		assertThat(write((json) -> json.object().number("n", value).end())).isEqualTo("{\"n\":" + value + "}");
	}

	@Test
	void everyCharacterIsReadBackAsItWas() {
		StringBuilder all = new StringBuilder();
		for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
			all.appendCodePoint(codePoint);
			if (Character.isHighSurrogate((char) codePoint) && codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
				all.append('-');
			}
		}

		String json = write((writer) -> writer.object().text("t", all.toString()).end());

		assertThat(JsonMapper.shared().readTree(json).get("t").asString().contentEquals(all)).isTrue();
	}

	@Test
	void onlyWhatMustBeEscapedIs() {
		assertThat(
				write((json) -> json.object().text("t", "\u0000\b\t\n\u001f \"\\/\u007f\u0080क\ud800\u2028🏏").end()))
			.isEqualTo("{\"t\":\"\\u0000\\u0008\\t\\n\\u001f \\\"\\\\/\u007f\u0080क\\ud800\u2028🏏\"}");
	}

	@Test
	void passesThatDifferAreABrokenPromise() {
		JsonWriter json = new JsonWriter();
		json.object().number("n", 10).end();
		json.startWriting();
		json.object().number("n", 1).end();

		assertThatIllegalStateException().isThrownBy(json::bytes).withMessageContaining("7 bytes, the first 8");
	}

	private static String write(Consumer<JsonWriter> content) {
		JsonWriter json = new JsonWriter();
		content.accept(json);
		json.startWriting();
		content.accept(json);
		return new String(json.bytes(), StandardCharsets.UTF_8);
	}

}
