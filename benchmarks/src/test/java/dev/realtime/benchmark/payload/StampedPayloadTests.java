package dev.realtime.benchmark.payload;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StampedPayloadTests {

	@Test
	void carriesNumberAndMomentInsideWhateverIsWrappedAroundIt() {
		byte[] payload = StampedPayload.write(0x1234_5678_9abc_def0L, -5, 200);
		byte[] message = ("{\"push\":{\"data\":" + new String(payload, StandardCharsets.US_ASCII) + ",\"offset\":9}}")
			.getBytes(StandardCharsets.UTF_8);

		int at = StampedPayload.find(message, 0, message.length);

		assertThat(payload).hasSize(200);
		assertThat(at).isEqualTo(16);
		assertThat(StampedPayload.startsAt(message, 16, message.length)).isTrue();
		assertThat(StampedPayload.startsAt(message, 15, message.length)).isFalse();
		assertThat(StampedPayload.sequence(message, at)).isEqualTo(0x1234_5678_9abc_def0L);
		assertThat(StampedPayload.moment(message, at)).isEqualTo(-5);
	}

	@Test
	void isJsonEvenAtTheSmallestSize() {
		byte[] payload = StampedPayload.write(1, 2, StampedPayload.SMALLEST);

		assertThat(new String(payload, StandardCharsets.US_ASCII))
			.isEqualTo("{\"b\":\"00000000000000010000000000000002\",\"p\":\"\"}");
	}

	@Test
	void isNotFoundWhereItIsCutOff() {
		byte[] payload = StampedPayload.write(1, 2, StampedPayload.SMALLEST);

		assertThat(StampedPayload.find(payload, 0, payload.length - 1)).isEqualTo(-1);
		assertThat(StampedPayload.startsAt(payload, 0, payload.length - 1)).isFalse();
	}

	@Test
	void refusesToBeTooSmall() {
		assertThatIllegalArgumentException().isThrownBy(() -> StampedPayload.write(1, 2, 46))
			.withMessageContaining("46 bytes")
			.withMessageContaining("47 bytes");
	}

}
