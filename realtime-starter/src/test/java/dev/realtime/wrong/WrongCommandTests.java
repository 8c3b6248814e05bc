package dev.realtime.wrong;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames that are right and commands that are not.
 */
class WrongCommandTests extends WrongInput {

	WrongCommandTests(WrongServer server) {
		super(server);
	}

	@Test
	void commandBeforeConnectIsABadRequest() {
		try (RawWebSocket socket = this.server.handshake().open()) {
			socket.sendText("{\"id\":1,\"subscribe\":{\"channel\":\"room:1\"}}");

			assertCloses(socket, 3501, "bad request: the first command must be connect");
		}
	}

	@Test
	void noCommandAtAllIsToldToConnectAgain() {
		try (RawWebSocket socket = this.server.handshake().open()) {
			passes(Duration.ofSeconds(11));

			assertCloses(socket, 3011, "force reconnect: no connect command within 10 s");
		}
	}

	@Test
	void secondConnectIsABadRequest() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText("{\"id\":2,\"connect\":{}}");

			assertCloses(socket, 3501, "bad request: connected already");
		}
	}

	@Test
	void whatIsNoCommandIsABadRequest() {
		List<String> commands = List.of("hello", "[]", "17", "null", "{", "{\"id\":1,\"connect\":{}",
				"{\"id\":1,\"connect\":[]}", "{\"id\":-1,\"connect\":{}}", "{\"id\":4294967296,\"connect\":{}}",
				"{\"id\":\"1\",\"connect\":{}}", "{\"id\":1,\"connect\":{}}{}", "{\"id\":1,\"connect\":{\"token\":7}}",
				"{\"id\":1,\"dance\":{}}", "{\"id\":0,\"connect\":{}}", "{\"connect\":{}}",
				"{\"id\":1,\"connect\":{\"data\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}}");
		for (String command : commands) {
			try (RawWebSocket socket = this.server.handshake().open()) {
				socket.sendText(command);

				assertThat(socket.readClose().toString()).as(command).startsWith("close 3501 'bad request: ");
			}
		}
		awaitClosed(3501, commands.size());
	}

	@Test
	void commandsInFrontOfAMalformedOneAreAnswered() {
		try (RawWebSocket socket = this.server.handshake().open()) {
			socket.sendText("{\"id\":1,\"connect\":{}}");
			socket.readText();
			socket.sendText("{\"id\":2,\"unsubscribe\":{\"channel\":\"room:1\"}}\n{\"id\":3,");

			assertThat(socket.readText()).isEqualTo("{\"id\":2,\"unsubscribe\":{}}");
			assertCloses(socket, 3501, "bad request");
		}
	}

	@Test
	void pongNobodyAskedForIsTolerated() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText("{}\n{}\n{}");
			socket.sendText("{\"id\":2,\"rpc\":{\"method\":\"echo\",\"data\":7}}");

			assertThat(socket.readText()).isEqualTo("{\"id\":2,\"rpc\":{\"data\":7}}");
		}
	}

	@Test
	void requestsThatCannotBeMetAreRefusedOneByOne() {
		try (RawWebSocket socket = this.server.connected()) {
			assertRefuses(socket, subscribe(2, "nowhere:1"), 102, "unknown channel");
			assertRefuses(socket, subscribe(3, ""), 102, "unknown channel");
			assertRefuses(socket, subscribe(4, "room:" + "x".repeat(300)), 102, "unknown channel");
			assertRefuses(socket, subscribe(5, "room:\\u0000"), 102, "unknown channel");
			assertRefuses(socket, "{\"id\":6,\"publish\":{\"channel\":\"quiet:x\",\"data\":1}}", 108,
					"clients may not publish to this channel");
			assertRefuses(socket,
					"{\"id\":7,\"publish\":{\"channel\":\"room:1\",\"data\":\"" + "x".repeat(4095) + "\"}}", 106,
					"the payload has 4097 bytes, the limit is 4096 (realtime.limits.max-payload-size)");
			assertRefuses(socket, "{\"id\":8,\"presence\":{\"channel\":\"room:1\"}}", 108, "presence is off");
			assertRefuses(socket, "{\"id\":9,\"history\":{\"channel\":\"room:1\"}}", 108, "may not read history");
			assertRefuses(socket, "{\"id\":10,\"rpc\":{\"method\":\"nonsense\"}}", 104, "method not found");
			assertRefuses(socket, "{\"id\":11,\"ping\":{}}", 104, "method not found");
			assertRefuses(socket, "{\"id\":12,\"sub_refresh\":{\"channel\":\"room:1\",\"token\":\"x\"}}", 107,
					"not subscribed");
			assertRefuses(socket, "{\"id\":13,\"rpc\":{\"method\":\"echo\",\"data\":\"" + "x".repeat(5000) + "\"}}",
					106, "larger than 4096 bytes");
		}
	}

	@Test
	void duplicateSubscribeIsRefusedAndTheFirstGoesOn() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText(subscribe(2, "room:twice"));
			assertThat(socket.readText()).startsWith("{\"id\":2,\"subscribe\":{");

			assertRefuses(socket, subscribe(3, "room:twice"), 105, "already subscribed");

			this.server.publish("room:twice", 7);
			assertThat(socket.readText()).contains("\"data\":7");
		}
	}

	@Test
	void oneSubscriptionTooManyIsRefused() {
		try (RawWebSocket socket = this.server.connected()) {
			for (int i = 1; i <= 128; i++) {
				socket.sendText(subscribe(i + 1, "room:" + i));
				assertThat(socket.readText()).startsWith("{\"id\":" + (i + 1) + ",\"subscribe\":{");
			}

			assertRefuses(socket, subscribe(200, "room:129"), 106,
					"a connection may have 128 subscriptions (realtime.limits.max-channels)");
		}
	}

	@Test
	void failingMethodsTellNothingOfTheirInside() {
		try (RawWebSocket socket = this.server.connected()) {
			assertRefuses(socket, "{\"id\":2,\"rpc\":{\"method\":\"broken\"}}", 100, "\"internal server error\"");
			assertRefuses(socket, "{\"id\":3,\"rpc\":{\"method\":\"fatal\"}}", 100, "\"internal server error\"");
			socket.sendText("{\"id\":4,\"rpc\":{\"method\":\"echo\",\"data\":7}}");
			assertThat(socket.readText()).isEqualTo("{\"id\":4,\"rpc\":{\"data\":7}}");
		}
	}

	@Test
	void methodThatNeverAnswersIsAnsweredForAndBlocksOnlyItsOwnKind() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText("{\"id\":2,\"rpc\":{\"method\":\"never\"}}");
			socket.sendText("{\"id\":3,\"rpc\":{\"method\":\"echo\",\"data\":7}}");
			socket.sendText(subscribe(4, "room:1"));
			assertThat(socket.readText()).startsWith("{\"id\":4,\"subscribe\":{");

			passes(Duration.ofSeconds(5));

			assertThat(socket.readTextWith("\"id\":2")).contains("\"code\":100", "no answer within 4 s",
					"\"temporary\":true");
			assertThat(socket.readTextWith("\"id\":3")).contains("7");
		}
	}

	private static String subscribe(int id, String channel) {
		return "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + channel + "\"}}";
	}

}
