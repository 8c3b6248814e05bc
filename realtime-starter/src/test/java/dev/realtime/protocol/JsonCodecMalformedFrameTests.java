package dev.realtime.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JsonCodecMalformedFrameTests {

	private final JsonCodec codec = new JsonCodec();

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\n\n\n", " ", "\r\n\t\n" })
	void frameWithNothingInItIsMalformed(String frame) {
		assertThat(reasonOf(frame)).isEqualTo("bad request: the frame holds no command");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[]                                                        | a command must be an object at byte 0
			{}7                                                       | more than one value in a line at byte 2
			{"id":1,"connect":[]}                                     | connect must be an object at byte 18
			{"id":1,"connect":{"token":5}}                            | token must be text at byte 27
			{"id":1,"connect":{"headers":{"a":1}}}                    | a header must be text at byte 34
			{"id":1,"connect":{"subs":{"a":1}}}                       | a member of subs must be an object at byte 31
			{"id":1,"connect":{"subs":{"a":{},"a":{}}}}               | a channel occurs twice in subs at byte 39
			{"id":1,"subscribe":{"recover":"yes"}}                    | recover must be true or false at byte 31
			{"id":1,"subscribe":{"channel":"a","channel":"b"}}        | channel occurs twice at byte 45
			{"id":1,"subscribe":{"offset":-1}}                        | offset is out of range at byte 30
			{"id":1,"subscribe":{"offset":9223372036854775808}}       | offset is out of range at byte 30
			{"id":1,"subscribe":{"offset":1.0}}                       | offset must be an integer at byte 30
			{"id":1,"history":{"limit":2147483648}}                   | limit is out of range at byte 27
			{"id":1,"history":{"limit":1000000000000000000000000000}} | limit is out of range at byte 27
			{"id":1,"history":{"since":"e"}}                          | since must be an object at byte 27
			{"id":4294967296,"ping":{}}                               | id is out of range at byte 6
			{"id":-1,"ping":{}}                                       | id is out of range at byte 6
			{"id":"1","ping":{}}                                      | id must be an integer at byte 6
			{"id":1,"id":1,"ping":{}}                                 | id occurs twice at byte 13
			{"id":1,"ping":{},"ping":{}}                              | ping occurs twice at byte 25
			{"id":1,"ping":true}                                      | ping must be an object at byte 15
			""")
	void detailNamesWhatAndWhere(String frame, String detail) {
		assertThat(reasonOf(frame)).isEqualTo("bad request: " + detail);
	}

	@Test
	void placeIsCountedFromTheStartOfTheFrame() {
		assertThat(reasonOf("{}\n{\"id\":\"क\"}")).isEqualTo("bad request: id must be an integer at byte 9");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"ping\":{}}", "{\"id\":0,\"connect\":{}}", "{\"subscribe\":{\"channel\":\"c\"},\"id\":0}" })
	void onlySendAndPongMayGoWithoutAnId(String frame) {
		assertThat(reasonOf(frame)).contains("without an id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":7}", "{\"id\":7,\"future\":{}}", "{\"id\":7,\"rpc\":null}" })
	void commandThatAsksForNothingIsMalformed(String frame) {
		assertThat(reasonOf(frame)).contains("asks for nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "}", "{\"id\"", "{\"id\":", "{\"id\":1", "{\"id\":1,}", "{\"id\":01}", "{id:1}",
			"{'id':1}", "{\"id\":1}x", "{}{}", "{} {}", "x", "\"", "nul", "/**/{}", "{\"x\":NaN}", "{\"x\":tru}",
			"{\"x\":1.}", "{\"x\":.5}", "{\"x\":+1}", "{\"x\":-}", "{\"x\":1e}", "{\"x\":\"\\x\"}",
			"{\"x\":\"\\u12G4\"}", "{\"x\":\"a", "{\"x\":[1,]}", "{\"x\":[1 2]}", "{\"x\":[1}", "{\"x\":{]}",
			"{\"x\":1a}", "{\"x\" 1}", "{\"id\":1,\"publish\":{\"channel\":\"c\",\"data\":{\"a\":tru}}}",
			"{\"id\":1,\"publish\":{\"channel\":\"c\",\"data\":[1,2}}", "\ufeff{}", "{\"\\ud800\":1}",
			"{\"x\":\"\t\"}" })
	void whatIsNotJsonIsMalformed(String frame) {
		assertThat(reasonOf(frame)).startsWith("bad request: ");
	}

	@Test
	void commandOverSeveralLinesIsMalformedBecauseLinesSeparateCommands() {
		assertThat(reasonOf("{\n  \"id\": 1,\n  \"ping\": {}\n}")).isEqualTo("bad request: not JSON at byte 1");
		assertThat(reasonOf("{\"id\":1,\"rpc\":{\"data\":{\n}}}")).isEqualTo("bad request: not JSON at byte 23");
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "bf", "c080", "c1bf", "c2", "c241", "e08080", "e09fbf", "e0a0", "e0a041", "eda080",
			"edbfbf", "f0808080", "f08fbfbf", "f0908080ff", "f4908080", "f5808080", "ff", "fe", "f09f98" })
	void bytesThatAreNotUtf8AreMalformed(String hex) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.writeBytes("{\"id\":1,\"rpc\":{\"data\":\"".getBytes(StandardCharsets.UTF_8));
		frame.writeBytes(HexFormat.of().parseHex(hex));
		frame.writeBytes("\"}}".getBytes(StandardCharsets.UTF_8));

		assertThat(reasonOf(frame.toByteArray())).startsWith("bad request: not UTF-8 at byte 2");
	}

	@Test
	void bytesThatAreNotUtf8AreMalformedAtTheEndOfAFrameToo() {
		for (String hex : new String[] { "c3", "e0", "e0a4", "f0", "f09f", "f09f98" }) {
			assertThat(reasonOf(HexFormat.of().parseHex("22" + hex))).isEqualTo("bad request: not UTF-8 at byte 1");
		}
	}

	@Test
	void controlCharactersAreMalformedWhereverTheyStand() {
		for (char c = 0; c < ' '; c++) {
			if (c != '\n' && c != '\t' && c != '\r') {
				assertThat(reasonOf("{\"x\":1" + c + "}")).isEqualTo("bad request: a control character at byte 6");
			}
		}
	}

	@Test
	void depthIsBounded() {
		int room = JsonCodec.MAX_DEPTH - 2;
		String deepest = "{\"id\":1,\"rpc\":{\"data\":" + "[".repeat(room) + "]".repeat(room) + "}}";
		String tooDeep = "{\"id\":1,\"rpc\":{\"data\":" + "[".repeat(room + 1) + "]".repeat(room + 1) + "}}";

		assertThatCode(() -> decode(deepest.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
		assertThat(reasonOf(tooDeep)).startsWith("bad request: nested deeper than 64 levels at byte 8");
		assertThat(reasonOf("{\"x\":" + "{\"a\":".repeat(100_000))).contains("nested deeper than 64 levels");
	}

	@Test
	void bytesOfTheClientAreNotRepeated() {
		assertThat(reasonOf("{\"id\":1,\"connect\":{\"token\":secret}}")).doesNotContain("secret");
		assertThat(reasonOf("{\"secret\":secret}")).doesNotContain("secret");
		assertThat(reasonOf("{\"id\":1,\"rpc\":{\"method\":\"secret\",\"method\":\"secret\"}}"))
			.doesNotContain("secret");
	}

	private String reasonOf(String frame) {
		return reasonOf(frame.getBytes(StandardCharsets.UTF_8));
	}

	private String reasonOf(byte[] frame) {
		MalformedFrameException malformed = catchThrowableOfType(MalformedFrameException.class, () -> decode(frame));
		assertThat(malformed).isNotNull();
		assertThat(malformed.closeReason().code()).isEqualTo(3501);
		return malformed.closeReason().reason();
	}

	private void decode(byte[] frame) throws MalformedFrameException {
		this.codec.decode(frame, frame.length, (command, wireBytes) -> {
		});
	}

}
