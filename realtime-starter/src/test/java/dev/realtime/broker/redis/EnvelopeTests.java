package dev.realtime.broker.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EnvelopeTests {

	private static final ClientInfo ANNA = new ClientInfo(UserId.of("anna"), new ClientId("c-1"),
			Payload.json("{\"a\":\"ü\"}"), Payload.json("[1]"));

	@Test
	void publicationTravelsWhole() {
		PublishRequest request = request(ANNA, Map.of("over", "19", "बल्लेबाज़", "🏏"));

		Envelope.Heard heard = Envelope
			.read(message(Envelope.head(Envelope.PUBLICATION, -7), 42, "e1", Envelope.rest(request)));

		assertThat(heard).isNotNull();
		assertThat(heard.publication()).isEqualTo(new Publication(-7, request.data(), new StreamPosition("e1", 42),
				Priority.HIGH, ANNA, request.tags(), 1_700_000_000_000L));
	}

	@Test
	void publicationWithoutHistoryHasNoPosition() {
		Envelope.Heard heard = Envelope
			.read(message(Envelope.head(Envelope.PUBLICATION, 1), 0, "", Envelope.rest(request(null, Map.of()))));

		assertThat(heard).isNotNull();
		assertThat(heard.publication()).isNotNull().extracting(Publication::position).isEqualTo(StreamPosition.NONE);
	}

	@Test
	void joinAndLeaveTravelWhole() {
		for (byte kind : new byte[] { Envelope.JOIN, Envelope.LEAVE }) {
			Envelope.Heard heard = Envelope.read(message(Envelope.head(kind, 1), 0, "", Envelope.rest(ANNA)));

			assertThat(heard).isEqualTo(new Envelope.Heard(kind, null, ANNA));
		}
	}

	@Test
	void entryOfHistoryHasTheEpochOfThePage() {
		byte[] message = message(Envelope.head(Envelope.PUBLICATION, 1), 42, "before",
				Envelope.rest(request(null, Map.of())));

		Publication entry = Envelope.readEntry(message, "after");

		assertThat(entry).isNotNull();
		assertThat(entry.position()).isEqualTo(new StreamPosition("after", 42));
	}

	@Test
	void unknownVersionsAndKindsAreIgnored() {
		byte[] message = message(Envelope.head(Envelope.PUBLICATION, 1), 1, "e",
				Envelope.rest(request(null, Map.of())));
		byte[] newer = message.clone();
		newer[0] = 2;
		byte[] stranger = message.clone();
		stranger[1] = 99;

		assertThat(Envelope.read(newer)).isNull();
		assertThat(Envelope.read(stranger)).isNull();
		assertThat(Envelope.read(new byte[0])).isNull();
	}

	/** What is in Redis outlives a release: bytes of version 1 must be read for ever. */
	@Test
	void bytesOfVersionOneNeverChange() {
		byte[] message = message(Envelope.head(Envelope.PUBLICATION, 0x0102030405060708L), 42, "e1",
				Envelope.rest(request(null, Map.of())));

		assertThat(HexFormat.of().formatHex(message)).isEqualTo("01010102030405060708000000000000002a0000018bcfe56800"
				+ "0265310100" + HexFormat.of().formatHex("{\"runs\":4}".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void nameThatDoesNotFitIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Envelope.rest(request(null, Map.of("tag", "x".repeat(65_536)))))
			.withMessageContaining("65536")
			.withMessageContaining("65535");
	}

	private static PublishRequest request(@Nullable ClientInfo author, Map<String, String> tags) {
		return new PublishRequest(ChannelName.of("a"), Payload.json("{\"runs\":4}"), Priority.HIGH, author, tags, null,
				new HistoryPolicy(1, Duration.ofMinutes(1)));
	}

	/** What the script makes of it. */
	private static byte[] message(byte[] head, long offset, String epoch, byte[] rest) {
		return ByteBuffer.allocate(head.length + 17 + epoch.length() + rest.length)
			.put(head)
			.putLong(offset)
			.putLong(1_700_000_000_000L)
			.put((byte) epoch.length())
			.put(epoch.getBytes(StandardCharsets.UTF_8))
			.put(rest)
			.array();
	}

}
