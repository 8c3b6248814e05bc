package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.realtime.benchmark.payload.StampedPayload;

import static org.assertj.core.api.Assertions.assertThat;

class RealtimeDialectTests {

	private final RealtimeDialect dialect = new RealtimeDialect("bench");

	private final RecordingConversation conversation = new RecordingConversation();

	@Test
	void connectsAndSubscribesInOneFrame() {
		assertThat(RecordingConversation.unmasked(this.dialect.opening())).isEqualTo("""
				{"id":1,"connect":{"name":"bench"}}
				{"id":2,"subscribe":{"channel":"bench"}}""");
	}

	@Test
	void isReadyWhenSubscribed() {
		read("{\"id\":1,\"connect\":{\"client\":\"c\",\"ping\":25,\"pong\":true}}");
		assertThat(this.conversation.events()).isEmpty();

		read("{\"id\":2,\"subscribe\":{}}");
		assertThat(this.conversation.events()).containsExactly("ready");
	}

	@Test
	void findsEveryPublicationOfAJoinedFrameAndAnswersThePingAmongThem() {
		read(push(1, "") + "\n{}\n" + push(2, "ä€") + "\n" + push(3, "") + "\n");

		assertThat(this.conversation.events()).containsExactly("publication 1 of 100", "sent {}",
				"publication 2 of 200", "publication 3 of 300");
	}

	@Test
	void aPingAloneIsAnswered() {
		read("{}");

		assertThat(this.conversation.events()).containsExactly("sent {}");
	}

	@Test
	void errorsAndUnsubscribesAreRefusals() {
		String error = "{\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}";
		String unsubscribe = "{\"push\":{\"channel\":\"bench\",\"unsubscribe\":{\"code\":2500}}}";

		read(error);
		read(unsubscribe);

		assertThat(this.conversation.events()).containsExactly("refused " + error, "refused " + unsubscribe);
	}

	@Test
	void publishesThePayloadInPlace() {
		assertThat(
				RecordingConversation.unmasked(this.dialect.publishing("{\"a\":1}".getBytes(StandardCharsets.UTF_8))))
			.isEqualTo("{\"id\":3,\"publish\":{\"channel\":\"bench\",\"data\":{\"a\":1}}}");
	}

	private static String push(int sequence, String tag) {
		String data = new String(StampedPayload.write(sequence, 100L * sequence, 60), StandardCharsets.US_ASCII);
		return "{\"push\":{\"channel\":\"bench" + tag + "\",\"pub\":{\"data\":" + data + ",\"offset\":" + sequence
				+ "}}}";
	}

	private void read(String message) {
		byte[] bytes = ("##" + message + "##").getBytes(StandardCharsets.UTF_8);
		this.dialect.read(bytes, 2, bytes.length - 2, this.conversation);
	}

}
