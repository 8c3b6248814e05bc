package dev.realtime.message;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PayloadTests {

	@Test
	void lineFeedsAreTakenOutAndNothingElse() {
		Payload payload = Payload.json("{\n  \"a\": 1,\r\n\t\"b\": \"x\\ny\"\n}\n");

		assertThat(payload.text()).isEqualTo("{  \"a\": 1,\r\t\"b\": \"x\\ny\"}");
	}

	@Test
	void textWithoutLineFeedsIsKeptByteForByte() {
		String text = "{\"नाम\": \"विराट 🏏\"}";

		Payload payload = Payload.json(text);

		assertThat(payload.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
		assertThat(payload.size()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
	}

	@Test
	void partOfAnArrayIsCopied() {
		byte[] array = "xx[1]yy".getBytes(StandardCharsets.UTF_8);

		Payload payload = Payload.json(array, 2, 5);
		array[3] = '9';

		assertThat(payload.text()).isEqualTo("[1]");
	}

	@Test
	void bytesAreNeverHandedOut() {
		Payload payload = Payload.json("[1]");

		payload.toByteArray()[1] = '9';

		assertThat(payload.text()).isEqualTo("[1]");
	}

	@Test
	void bytesAreCopiedToTheGivenPosition() {
		byte[] target = "......".getBytes(StandardCharsets.UTF_8);

		Payload.json("[1]").copyTo(target, 2);

		assertThat(target).asString(StandardCharsets.UTF_8).isEqualTo("..[1].");
	}

	@Test
	void noTextAtAllIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Payload.json(""));
		assertThatIllegalArgumentException().isThrownBy(() -> Payload.json("\n\n"));
	}

	@Test
	void partOutsideOfTheArrayIsRefused() {
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> Payload.json(new byte[] { '1' }, 0, 2));
	}

	@Test
	void equalBytesAreEqualPayloads() {
		assertThat(Payload.json("[1,\n2]")).isEqualTo(Payload.json("[1,2]")).hasSameHashCodeAs(Payload.json("[1,2]"));
		assertThat(Payload.json("[1, 2]")).isNotEqualTo(Payload.json("[1,2]"));
	}

	@Test
	void contentIsNotPrinted() {
		assertThat(Payload.json("\"secret\"")).hasToString("Payload[8 bytes]");
	}

}
