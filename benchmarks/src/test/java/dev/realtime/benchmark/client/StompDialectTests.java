package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.realtime.benchmark.payload.StampedPayload;

import static org.assertj.core.api.Assertions.assertThat;

class StompDialectTests {

	private final StompDialect dialect = new StompDialect("bench");

	private final RecordingConversation conversation = new RecordingConversation();

	@Test
	void connectsWithoutHeartBeats() {
		assertThat(RecordingConversation.unmasked(this.dialect.opening()))
			.isEqualTo("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n\0");
	}

	@Test
	void subscribesWhenConnected() {
		read("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");

		assertThat(this.conversation.events()).containsExactly("sent SUBSCRIBE\nid:0\ndestination:/topic/bench\n\n\0",
				"ready");
	}

	@Test
	void findsThePublicationBehindHeadersOfAnyLength() {
		read(message("1", 1));
		read(message("1234", 2));
		read(message("1234", 3));
		read("\n");

		assertThat(this.conversation.events()).containsExactly("publication 1 of 7", "publication 2 of 7",
				"publication 3 of 7");
	}

	@Test
	void anErrorIsARefusal() {
		read("ERROR\nmessage:no\n\n\0");

		assertThat(this.conversation.events()).containsExactly("refused ERROR\nmessage:no\n\n\0");
	}

	private static String message(String id, int sequence) {
		return "MESSAGE\ndestination:/topic/bench\nsubscription:0\nmessage-id:" + id + "\n\n"
				+ new String(StampedPayload.write(sequence, 7, 60), StandardCharsets.US_ASCII) + "\0";
	}

	private void read(String message) {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		this.dialect.read(bytes, 0, bytes.length, this.conversation);
	}

}
