package dev.realtime.wrong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.realtime.admission.RefusalReason;
import dev.realtime.testing.RawResponse;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handshakes that are none, or that are turned away.
 */
class WrongHandshakeTests extends WrongInput {

	private static final int MAX_CONNECTIONS = 24;

	WrongHandshakeTests(WrongServer server) {
		super(server);
	}

	@Test
	void garbageInsteadOfAHandshakeOpensNothing() {
		byte[] garbage = new byte[2000];
		new Random(7).nextBytes(garbage);
		garbage[100] = '\n';
		try (RawWebSocket socket = this.server.handshake().connect()) {
			socket.sendBytes(garbage);

			socket.awaitEnd(Duration.ofSeconds(10));
			assertThat(opened()).isEqualTo(1);
		}
	}

	@Test
	void handshakeOfAnotherVersionIsToldTheRightOne() {
		RawResponse response = this.server.handshake().header("Sec-WebSocket-Version", "8").ask();

		assertThat(response.status()).isEqualTo(426);
		assertThat(response.header("sec-websocket-version")).isEqualTo("13");
		assertThat(opened()).isEqualTo(1);
	}

	@Test
	void handshakeByAnotherMethodIsRefused() {
		RawResponse response = this.server.handshake().method("POST").header("Content-Length", "0").ask();

		assertThat(response.status()).isEqualTo(405);
		assertThat(response.header("allow")).contains("GET").doesNotContain("POST");
	}

	@Test
	void handshakeOnAnotherPathFindsNothing() {
		assertThat(this.server.handshake().path("/realtime/websocket2").ask().status()).isEqualTo(404);
	}

	@Test
	void requestThatIsNoHandshakeIsABadRequest() {
		assertThat(this.server.handshake().header("Upgrade", null).ask().status()).isEqualTo(400);
		assertThat(this.server.handshake().header("Connection", "keep-alive").ask().status()).isEqualTo(400);
		assertThat(this.server.handshake().header("Sec-WebSocket-Key", null).ask().status()).isEqualTo(400);
		assertThat(opened()).isEqualTo(1);
	}

	@Test
	void pageOfAnotherOriginIsForbiddenAndToldTheRemedy() {
		long before = this.server.transportStats().refusedByOrigin();

		RawResponse response = this.server.handshake().header("Origin", "https://evil.example").ask();

		assertThat(response.status()).isEqualTo(403);
		assertThat(response.header("content-type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(response.body()).startsWith("The origin https://evil.example may not connect to")
			.contains("realtime.allowed-origins");
		assertThat(this.server.handshake().header("Origin", "null").ask().status()).isEqualTo(403);
		assertThat(this.server.handshake().header("Origin", "http://[half").ask().status()).isEqualTo(403);
		assertThat(this.server.transportStats().refusedByOrigin()).isEqualTo(before + 3);
		assertThat(opened()).isEqualTo(1);
	}

	@Test
	void pageOfTheSameOriginIsLetIn() {
		try (RawWebSocket socket = this.server.handshake()
			.header("Origin", "http://localhost:" + this.server.port())
			.open()) {
			assertThat(socket.handshake().status()).isEqualTo(101);
		}
	}

	@Test
	void compressionAndUnknownSubprotocolsAreNotNegotiated() {
		try (RawWebSocket socket = this.server.handshake()
			.offeringDeflate()
			.header("Sec-WebSocket-Protocol", "centrifuge-nonsense")
			.open()) {
			socket.sendText("{\"id\":1,\"connect\":{}}");

			assertThat(socket.handshake().header("sec-websocket-extensions")).isEmpty();
			assertThat(socket.handshake().header("sec-websocket-protocol")).isEmpty();
			assertThat(socket.readText()).startsWith("{\"id\":1,\"connect\":{");
		}
	}

	@Test
	void fullNodeSaysWhenToComeBackAndLetsInAgainWhenSomebodyLeaves() {
		long before = this.server.admission().refused(RefusalReason.FULL);
		List<RawWebSocket> crowd = new ArrayList<>();
		try {
			while (crowd.size() < MAX_CONNECTIONS - 1) {
				crowd.add(this.server.connected());
			}

			RawResponse response = this.server.handshake().ask();

			assertThat(response.status()).isEqualTo(503);
			assertThat(Integer.parseInt(response.header("retry-after"))).isBetween(1, 120);
			assertThat(response.body()).startsWith("This node has all the connections it takes")
				.contains("realtime.limits.max-connections", "try again in " + response.header("retry-after") + " s");
			assertThat(this.server.admission().refused(RefusalReason.FULL)).isEqualTo(before + 1);

			crowd.remove(0).reset();
			awaitActive(MAX_CONNECTIONS - 1);
			crowd.add(this.server.connected());
		}
		finally {
			crowd.forEach(RawWebSocket::close);
		}
	}

}
