package dev.realtime.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Connect;
import dev.realtime.protocol.ClientCommand.Publish;
import dev.realtime.protocol.ServerFrame.PublicationPush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Each test prints its seed; give it as {@code -Drealtime.test.seed} to run it again. */
class JsonCodecRandomisedTests {

	private static final String[] SAMPLES = {
			"{\"id\":1,\"connect\":{\"token\":\"t\",\"subs\":{\"c\":{\"recover\":true,"
					+ "\"offset\":7,\"epoch\":\"e\"}},\"headers\":{\"a\":\"b\"},\"data\":{\"क\":[1,2.5e3]}}}",
			"{\"subscribe\":{\"channel\":\"c\",\"recover\":true,\"offset\":12,\"epoch\":\"e\",\"flag\":3},\"id\":2}",
			"{\"id\":3,\"publish\":{\"channel\":\"room:🏏\",\"data\":{\"text\":\"a\\u0041\\\"b\",\"n\":[null,true]}}}",
			"{\"id\":4,\"history\":{\"channel\":\"c\",\"limit\":-1,\"since\":{\"offset\":1,\"epoch\":\"e\"}}}",
			"{\"id\":5,\"rpc\":{\"method\":\"m\",\"data\":\"x\"}}", "{\"send\":{\"data\":{}}}", "{}" };

	private final JsonCodec codec = new JsonCodec();

	private final long seed = Long.getLong("realtime.test.seed", System.nanoTime());

	private final Random random = new Random(this.seed);

	@Test
	void whatIsPublishedIsWhatIsPushed() throws Exception {
		System.out.println("Seed of whatIsPublishedIsWhatIsPushed: " + this.seed);
		RandomJson json = new RandomJson(this.random);
		for (int round = 0; round < 5_000; round++) {
			String data = json.value();
			String frame = "{" + json.space() + "\"id\":1,\"x\":" + json.value()
					+ ",\"publish\":{\"channel\":\"c\",\"data\":" + json.space() + data + json.space() + ",\"y\":"
					+ json.value() + "}}";

			Publish publish = (Publish) decode(frame.getBytes(StandardCharsets.UTF_8)).get(0);
			String pushed = this.codec
				.encode(new PublicationPush(ChannelName.of("c"),
						new Publication(1, publish.data(), StreamPosition.NONE, Priority.NORMAL, null, Map.of(), 0)))
				.text();

			assertThat(pushed).as("seed %d, frame %s", this.seed, frame)
				.isEqualTo("{\"push\":{\"channel\":\"c\",\"pub\":{\"data\":" + data + "}}}");
			assertThat(JsonMapper.shared().readTree(pushed).at("/push/pub/data"))
				.isEqualTo(JsonMapper.shared().readTree(data));
		}
	}

	@Test
	void garbageNeverDoesMoreThanCloseTheConnection() {
		System.out.println("Seed of garbageNeverDoesMoreThanCloseTheConnection: " + this.seed);
		int[] malformed = new int[1];
		assertTimeout(Duration.ofMinutes(2), () -> {
			for (int round = 0; round < 200_000; round++) {
				byte[] frame = (round % 4 == 0) ? noise() : mutated();
				try {
					decode(frame);
				}
				catch (MalformedFrameException ex) {
					malformed[0]++;
					checkReason(ex.closeReason());
				}
				catch (RuntimeException | Error ex) {
					fail("seed " + this.seed + ", round " + round + ", frame " + Arrays.toString(frame), ex);
				}
			}
		});
		assertThat(malformed[0]).isBetween(100_000, 199_999);
	}

	@Test
	void hostileFramesTakeTimeInProportionToTheirSize() {
		int size = 1 << 20;
		List<String> frames = List.of("{}\n".repeat(size / 3), "\n".repeat(size), "[".repeat(size),
				"{\"id\":" + "9".repeat(size) + "}", "{\"id\":1,\"rpc\":{\"data\":" + "1".repeat(size) + "}}",
				"{\"x\":\"" + "\\\\".repeat(size / 2) + "\"}", "{\"" + "a".repeat(size) + "\":1}",
				"{\"id\":1,\"rpc\":{\"data\":[" + "[],".repeat(size / 3) + "[]]}}",
				"{\"id\":1,\"rpc\":{\"data\":{" + "\"\":0,".repeat(size / 5) + "\"\":0}}}", "{}" + " ".repeat(size));

		for (String frame : frames) {
			assertTimeout(Duration.ofSeconds(5), () -> {
				try {
					decode(frame.getBytes(StandardCharsets.UTF_8));
				}
				catch (MalformedFrameException ex) {
					checkReason(ex.closeReason());
				}
			});
		}
	}

	@Test
	void namesOfEqualHashCodesDoNotSlowConnectDown() {
		StringBuilder frame = new StringBuilder("{\"id\":1,\"connect\":{\"subs\":{");
		int names = 1 << 16;
		for (int i = 0; i < names; i++) {
			frame.append('"');
			for (int bit = 0; bit < 16; bit++) {
				frame.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
			}
			frame.append("\":{},");
		}
		byte[] bytes = frame.append("\"c\":{}}}}").toString().getBytes(StandardCharsets.UTF_8);

		assertTimeout(Duration.ofSeconds(5), () -> assertThatNoException().isThrownBy(() -> {
			Connect connect = (Connect) decode(bytes).get(0);
			assertThat(connect.subscriptions()).hasSize(names + 1);
		}));
	}

	private byte[] noise() {
		String alphabet = "{}[]\",:\\ \n\tid01-.eEtruefalsnpkc\u0000é";
		byte[] source = alphabet.getBytes(StandardCharsets.UTF_8);
		byte[] frame = new byte[this.random.nextInt(40)];
		boolean anything = this.random.nextBoolean();
		for (int i = 0; i < frame.length; i++) {
			frame[i] = anything ? (byte) this.random.nextInt() : source[this.random.nextInt(source.length)];
		}
		return frame;
	}

	private byte[] mutated() {
		String text = SAMPLES[this.random.nextInt(SAMPLES.length)];
		if (this.random.nextInt(4) == 0) {
			text += "\n" + SAMPLES[this.random.nextInt(SAMPLES.length)];
		}
		byte[] frame = text.getBytes(StandardCharsets.UTF_8);
		int changes = this.random.nextInt(4);
		for (int i = 0; i < changes; i++) {
			int at = this.random.nextInt(frame.length);
			int other = this.random.nextInt(frame.length);
			switch (this.random.nextInt(4)) {
				case 0 -> frame[at] = (byte) this.random.nextInt();
				case 1 -> frame[at] = frame[other];
				case 2 -> frame = Arrays.copyOf(frame, Math.max(1, at));
				default -> System.arraycopy(frame, Math.min(at, other), frame, Math.max(at, other),
						frame.length - Math.max(at, other));
			}
		}
		return frame;
	}

	private static void checkReason(CloseReason reason) {
		assertThat(reason.code()).isEqualTo(3501);
		assertThat(reason.reason().getBytes(StandardCharsets.UTF_8).length)
			.isLessThanOrEqualTo(CloseReason.MAX_REASON_BYTES);
		assertThat(reason.reason()).matches("\\p{L}[\\x20-\\x7e]*");
	}

	private List<ClientCommand> decode(byte[] frame) throws MalformedFrameException {
		List<ClientCommand> commands = new ArrayList<>();
		this.codec.decode(frame, frame.length, (command, wireBytes) -> commands.add(command));
		return commands;
	}

}
