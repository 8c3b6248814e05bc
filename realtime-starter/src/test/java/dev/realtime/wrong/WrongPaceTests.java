package dev.realtime.wrong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.RawFrame;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that ask too much, read too little, or are gone.
 */
class WrongPaceTests extends WrongInput {

	WrongPaceTests(WrongServer server) {
		super(server);
	}

	@Test
	void subscribeStormIsTurnedAwayAndTheClientMayTryAgainLater() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText(IntStream.range(2, 402)
				.mapToObj((id) -> "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"seen:" + id % 100 + "\"}}")
				.collect(Collectors.joining("\n")));
			List<String> replies = replies(socket, 400);

			long refused = replies.stream().filter((reply) -> reply.contains("\"code\":111")).count();
			assertThat(refused).isBetween(200L, 250L);
			assertThat(replies).filteredOn((reply) -> reply.contains("\"code\":111"))
				.allMatch((reply) -> reply.contains("too many requests") && reply.contains("\"temporary\":true"));
			assertThat(this.server.stats().errorsByCode().get(111)).isGreaterThanOrEqualTo(refused);

			passes(Duration.ofSeconds(1));
			socket.sendText("{\"id\":500,\"rpc\":{\"method\":\"echo\",\"data\":7}}");
			assertThat(socket.readTextWith("\"id\":500")).contains("\"rpc\"");
		}
	}

	@Test
	void messagesForAnApplicationThatTakesNoneEndTheConnection() {
		try (RawWebSocket socket = this.server.connected()) {
			socket.sendText("{\"send\":{\"data\":1}}");

			assertCloses(socket, 3508, "not available: the application takes no messages without a channel");
		}
	}

	@Test
	void moreThanWaitsBehindASlowConnectIsNotReadOrEndsTheConnection() {
		try (RawWebSocket socket = this.server.handshake().open()) {
			socket.sendText("{\"id\":1,\"connect\":{\"token\":\"slow\"}}");
			for (int i = 0; i < 3; i++) {
				socket.sendText(
						"{\"id\":2,\"subscribe\":{\"channel\":\"room:1\",\"data\":\"" + "x".repeat(100_000) + "\"}}");
			}

			if (this.server.pauses()) {
				// The deadline refuses the connect, and with it all that waits.
				passes(Duration.ofSeconds(5));
				assertThat(socket.readText()).contains("\"id\":1");
				socket.sendText("{\"id\":3,\"unsubscribe\":{\"channel\":\"room:1\"}}");
				socket.close();
			}
			else {
				assertCloses(socket, 3013, "bytes of commands wait, the limit is 262144");
			}
		}
	}

	@Test
	void moreThanWaitsBehindASlowMethodIsNotReadOrEndsTheConnection() {
		try (RawWebSocket socket = this.server.connected()) {
			for (int i = 0; i < 4; i++) {
				socket.sendText("{\"id\":2,\"rpc\":{\"method\":\"never\",\"data\":\""
						+ "x".repeat((i == 0) ? 1 : 100_000) + "\"}}");
			}

			if (!this.server.pauses()) {
				assertCloses(socket, 3013, "bytes of commands wait, the limit is 262144");
				return;
			}
			socket.sendText("{\"id\":9,\"rpc\":{\"method\":\"echo\",\"data\":1}}");
			passes(Duration.ofSeconds(5));
			// Several replies may come in one frame.
			List<String> replies = new ArrayList<>();
			while (replies.size() < 5) {
				replies.addAll(socket.readText().lines().toList());
			}
			assertThat(replies.subList(0, 4)).allMatch((reply) -> reply.startsWith("{\"id\":2,\"error\""));
			assertThat(replies.get(4)).startsWith("{\"id\":9,\"rpc\"");
		}
	}

	@Test
	void refusedConnectIsTheEnd() {
		try (RawWebSocket forged = this.server.handshake().open();
				RawWebSocket unknown = this.server.handshake().open();
				RawWebSocket broken = this.server.handshake().open()) {
			forged.sendText("{\"id\":1,\"connect\":{\"token\":\"forged\"}}");
			assertCloses(forged, 3500, "invalid token");

			assertRefuses(broken, "{\"id\":1,\"connect\":{\"token\":\"broken\"}}", 100, "\"internal server error\"");
			assertRefuses(unknown, "{\"id\":1,\"connect\":{\"token\":\"unknown\"}}", 101, "unauthorized");
			unknown.sendText("{\"id\":2,\"subscribe\":{\"channel\":\"room:1\"}}");
			assertCloses(unknown, 3501, "bad request: the connect was refused");

			passes(Duration.ofSeconds(11));
			assertCloses(broken, 3011, "force reconnect");
		}
	}

	@Test
	void clientsThatVanishLeaveNothingBehind() {
		List<RawWebSocket> clients = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			RawWebSocket socket = this.server.connected();
			socket.sendText("{\"id\":2,\"subscribe\":{\"channel\":\"seen:" + i % 3 + "\",\"join_leave\":true}}");
			clients.add(socket);
		}
		for (int i = 0; i < 20; i++) {
			if (i % 3 == 0) {
				clients.get(i).reset();
			}
			else if (i % 3 == 1) {
				clients.get(i).close();
			}
			else {
				clients.get(i).endOutput();
			}
			this.server.publish("seen:" + i % 3, i);
		}

		awaitActive(1);
		clients.forEach(RawWebSocket::close);
	}

	@Test
	void connectionResetWhileItIsWrittenToLeavesNothingBehind() {
		for (int i = 0; i < 10; i++) {
			RawWebSocket socket = this.server.handshake().receiveBuffer(4096).open();
			socket.sendText("{\"id\":1,\"connect\":{}}");
			for (int id = 2; id < 60; id++) {
				socket.sendText("{\"id\":" + id + ",\"rpc\":{\"method\":\"echo\",\"data\":7}}");
			}
			socket.reset();
		}

		awaitActive(1);
	}

	@Test
	void clientThatAsksAndDoesNotReadIsDeadAfterIntervalAndTimeoutAndItsSocketIsCut() {
		fillHistory("kept:1");
		try (RawWebSocket socket = this.server.handshake().receiveBuffer(4096).open()) {
			socket.sendText("{\"id\":1,\"connect\":{}}");
			socket.readText();
			long commands = this.server.stats().commands();
			for (int id = 2; id < 40; id++) {
				socket.sendText("{\"id\":" + id + ",\"history\":{\"channel\":\"kept:1\",\"limit\":200}}");
			}
			await()
				.untilAsserted(() -> assertThat(this.server.stats().commands()).isGreaterThanOrEqualTo(commands + 38));

			passes(Duration.ofSeconds(47));

			awaitClosed(3012, 1);
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(this.server.sockets()).isEqualTo(1));
		}
	}

	@Test
	void onlyOurHeartbeatDecidesWhoIsSilentForTooLong() {
		assertThat(this.server.idleTimeoutMillis()).isZero();
	}

	@Test
	void clientThatAnswersPingsLivesForHours() {
		passes(Duration.ofMinutes(10));

		assertThat(this.server.stats().active()).isEqualTo(1);
	}

	@Test
	void floodOfWebSocketPingsIsAnsweredOrCutAndHoldsNobodyUp() {
		try (RawWebSocket socket = this.server.handshake().receiveBuffer(4096).open()) {
			for (int i = 0; i < 5000; i++) {
				socket.send(true, RawFrame.PING, new byte[100]);
			}
			for (int i = 0; i < 5000; i++) {
				assertThat(socket.read().opcode()).isEqualTo(RawFrame.PONG);
			}
		}
	}

	private void fillHistory(String channel) {
		String large = "x".repeat(4000);
		IntStream.range(0, 200).forEach((number) -> this.server.publish(channel, large));
	}

	private static List<String> replies(RawWebSocket socket, int count) {
		List<String> replies = new ArrayList<>();
		while (replies.size() < count) {
			socket.readText().lines().filter((line) -> line.startsWith("{\"id\"")).forEach(replies::add);
		}
		return replies;
	}

}
