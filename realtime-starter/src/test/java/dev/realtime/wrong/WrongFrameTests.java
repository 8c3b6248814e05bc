package dev.realtime.wrong;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.RawFrame;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames that break RFC 6455 or our limits.
 */
class WrongFrameTests extends WrongInput {

	private static final int LIMIT = 128 * 1024;

	WrongFrameTests(WrongServer server) {
		super(server);
	}

	@Test
	void garbageBytesEndTheConnection() {
		Random random = new Random(42);
		for (int i = 0; i < 5; i++) {
			try (RawWebSocket socket = this.server.connected()) {
				byte[] garbage = new byte[200];
				random.nextBytes(garbage);
				garbage[0] |= 0x70;
				socket.sendBytes(garbage);

				assertThat(socket.readClose().closeCode()).isEqualTo(1002);
			}
		}
		awaitClosed(1002, 5);
	}

	@Test
	void unmaskedFrameEndsTheConnection() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendBytes(new RawFrame(true, RawFrame.TEXT, "{}".getBytes(StandardCharsets.UTF_8)).unmasked());

			assertCloses(socket, 1002, "");
		}
	}

	@Test
	void continuationOfNothingEndsTheConnection() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(true, RawFrame.CONTINUATION, new byte[] { '{', '}' });

			assertCloses(socket, 1002, "");
		}
	}

	@Test
	void textThatIsNotUtf8EndsTheConnection() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(true, RawFrame.TEXT, new byte[] { '{', (byte) 0xC3, (byte) 0x28, '}' });

			assertCloses(socket, 1007, "");
		}
	}

	@Test
	void binaryFrameIsABadRequest() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(true, RawFrame.BINARY, new byte[] { 0 });

			assertCloses(socket, 3501, "bad request: this endpoint takes text frames, not binary ones");
		}
	}

	@Test
	void endlessBinaryMessageIsABadRequestAtItsFirstFragment() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(false, RawFrame.BINARY, new byte[2000]);

			assertCloses(socket, 3501, "text frames");
		}
	}

	@Test
	void emptyFrameIsABadRequest() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText("");

			assertCloses(socket, 3501, "the frame holds no command");
		}
	}

	@Test
	void messageAtTheLimitIsReadAndOneByteMoreIsNot() {
		String command = "{\"id\":2,\"rpc\":{\"method\":\"echo\",\"data\":7}}";
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText(command + " ".repeat(LIMIT - command.length()));
			assertThat(socket.readText()).isEqualTo("{\"id\":2,\"rpc\":{\"data\":7}}");

			socket.sendText(command + " ".repeat(LIMIT - command.length() + 1));
			assertCloses(socket, 1009, "the limit is 131072 (realtime.limits.max-frame-size)");
		}
	}

	@Test
	void fragmentsThatTogetherPassTheLimitEndTheConnection() {
		byte[] fragment = new byte[LIMIT / 4];
		Arrays.fill(fragment, (byte) ' ');
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(false, RawFrame.TEXT, fragment);
			for (int i = 0; i < 4; i++) {
				socket.send(false, RawFrame.CONTINUATION, fragment);
			}

			assertCloses(socket, 1009, "message too big");
		}
	}

	@Test
	void announcementOfSixteenMegabytesCostsNothingAndItsBytesEndAtTheLimit() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendBytes(RawFrame.announcement(RawFrame.TEXT, 16 * 1024 * 1024));
			socket.sendBytes(new byte[LIMIT + 4096]);

			assertCloses(socket, 1009, "message too big");
		}
	}

	@Test
	void manyTinyFragmentsAreOneMessage() {
		byte[] command = "{\"id\":2,\"publish\":{\"channel\":\"room:1\",\"data\":\"नमस्ते 🏏🏏\"}}".repeat(1)
			.getBytes(StandardCharsets.UTF_8);
		try (RawWebSocket socket = this.server.connected()) {
			for (int i = 0; i < command.length; i++) {
				socket.send(i == command.length - 1, (i == 0) ? RawFrame.TEXT : RawFrame.CONTINUATION,
						new byte[] { command[i] });
			}

			assertThat(socket.readText()).isEqualTo("{\"id\":2,\"publish\":{}}");
		}
	}

	@Test
	void textOfManyBytesPerCharacterSurvivesThePartsItIsReadIn() {
		String text = "नमस्ते🏏x".repeat(150);
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText("{\"id\":2,\"subscribe\":{\"channel\":\"room:2\"}}");
			assertThat(socket.readText()).contains("\"subscribe\":{");
			socket.sendText("{\"id\":3,\"publish\":{\"channel\":\"room:2\",\"data\":\"" + text + "\"}}");

			assertThat(socket.readTextWith("\"push\"")).contains("\"data\":\"" + text + "\"");
		}
	}

	@Test
	void emptyFragmentsWithoutEndDoNotAddUp() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(false, RawFrame.TEXT, new byte[0]);
			for (int i = 0; i < 2000; i++) {
				socket.send(false, RawFrame.CONTINUATION, new byte[0]);
			}
			socket.send(true, RawFrame.CONTINUATION,
					"{\"id\":2,\"rpc\":{\"method\":\"echo\",\"data\":7}}".getBytes(StandardCharsets.UTF_8));

			assertThat(socket.readText()).isEqualTo("{\"id\":2,\"rpc\":{\"data\":7}}");
		}
	}

	@Test
	void controlFramesAreAnsweredAlsoInsideAMessage() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.send(false, RawFrame.TEXT, "{\"id\":2,\"rpc\":".getBytes(StandardCharsets.UTF_8));
			socket.send(true, RawFrame.PING, new byte[] { 1, 2, 3 });
			RawFrame pong = socket.read();
			socket.send(true, RawFrame.PONG, new byte[0]);
			socket.send(true, RawFrame.CONTINUATION,
					"{\"method\":\"echo\",\"data\":7}}".getBytes(StandardCharsets.UTF_8));

			assertThat(pong.opcode()).isEqualTo(RawFrame.PONG);
			assertThat(pong.payload()).containsExactly(1, 2, 3);
			assertThat(socket.readText()).isEqualTo("{\"id\":2,\"rpc\":{\"data\":7}}");
		}
	}

	@Test
	void closeFrameIsAnsweredWithItsCode() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendClose(1000);

			assertCloses(socket, 1000, "");
		}
	}

	@Test
	void closeFrameWithACodeNobodyMaySendEndsTheConnection() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendClose(1005);

			socket.awaitEnd(Duration.ofSeconds(10));
			awaitActive(1);
		}
	}

	@Test
	void halfAFrameAndSilenceIsNoticed() {
		try (RawWebSocket before = this.server.handshake().open(); RawWebSocket after = this.server.connected()) {
			before.sendBytes(RawFrame.announcement(RawFrame.TEXT, 1000));
			after.sendBytes(Arrays.copyOf(RawFrame.announcement(RawFrame.TEXT, 1000), 5));

			passes(Duration.ofSeconds(11));
			assertCloses(before, 3011, "force reconnect: no connect command within 10 s");

			passes(Duration.ofSeconds(36));
			assertCloses(after, 3012, "no pong");
		}
	}

}
