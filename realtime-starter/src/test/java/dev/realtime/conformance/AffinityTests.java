package dev.realtime.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;
import dev.realtime.overload.Tier;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a handshake tells of the node, on every server and way of upgrading. */
@ParameterizedClass
@EnumSource
class AffinityTests {

	private static final String OTHER = "RealtimeNode=other|i1";

	private static final DrainPlan PLAN = new DrainPlan(1000, null, Duration.ZERO, Duration.ZERO,
			MoveOrder.OLDEST_FIRST, true);

	private final Server server;

	AffinityTests(Server server) {
		this.server = server;
	}

	@AfterAll
	static void stop() {
		Arrays.stream(Server.values()).forEach(Server::stop);
	}

	@Test
	void handshakeThatSucceedsSaysWhereItIs() {
		RawResponse response = handshake().ask();

		assertThat(response.status()).isEqualTo(101);
		assertThat(response.header("x-realtime-node")).isEqualTo(mark()).startsWith("here|");
		assertThat(response.header("set-cookie")).isEqualTo("RealtimeNode=" + mark() + "; HttpOnly; SameSite=Lax");
	}

	@Test
	void replyToConnectSaysItToo() {
		try (PlainClient client = PlainClient.open("ws://localhost:" + this.server.port() + "/realtime/websocket")) {
			assertThat(client.ask("connect", "{}").path("connect").path("node").asString()).isEqualTo(mark());
		}
	}

	@Test
	void overTlsTheCookieIsForTlsAndForPagesOfOtherHostsWhereTheyMayConnect() {
		RawHandshake secure = handshake().header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Host", "live.example.com")
			.header("X-Forwarded-Port", "443");

		assertThat(secure.header("Origin", "https://live.example.com").ask().header("set-cookie"))
			.endsWith("; HttpOnly; SameSite=Lax; Secure");
		assertThat(secure.header("Origin", "https://www.example.org").ask().header("set-cookie"))
			.endsWith("; HttpOnly; SameSite=None; Secure");
		assertThat(handshake().header("Origin", "https://www.example.org").ask().header("set-cookie"))
			.as("without TLS there is no way")
			.endsWith("; HttpOnly; SameSite=Lax");
	}

	@Test
	void pageThatMayNotConnectIsToldWhoSaysSo() {
		RawResponse response = handshake().header("Origin", "https://evil.example").ask();

		assertThat(response.status()).isEqualTo(403);
		assertThat(response.header("x-realtime-node")).isEqualTo(mark());
		assertThat(response.header("set-cookie")).isEmpty();
	}

	@Test
	void whoIsRefusedIsFreeToGoElsewhere() {
		NodeDrain drain = this.server.bean(NodeDrain.class);
		order(new DrainOrder.Drain(PLAN));
		await().until(() -> drain.state().phase() == DrainPhase.DRAINED);

		assertFreed(handshake().header("Cookie", "a=b; " + OTHER + "; c=d").ask());
		assertThat(handshake().header("Cookie", "a=b").ask().header("set-cookie")).isEmpty();

		order(new DrainOrder.Serve());
		await().until(() -> drain.state().phase() == DrainPhase.ACTIVE);
		assertThat(handshake().ask().status()).isEqualTo(101);
	}

	@Test
	void soIsWhoFindsItOverloaded() {
		OverloadControl control = this.server.bean(OverloadControl.class);
		control.override(Tier.REJECT, "a test", Duration.ofMinutes(5));
		await().until(() -> handshake().ask().status() == 503);

		assertFreed(handshake().header("Cookie", OTHER).ask());

		control.endOverride("a test");
		await().until(() -> handshake().ask().status() == 101);
	}

	private void assertFreed(RawResponse response) {
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.header("retry-after")).isNotEmpty();
		assertThat(response.header("x-realtime-node")).isEqualTo(mark());
		assertThat(response.header("set-cookie")).isEqualTo("RealtimeNode=; Max-Age=0; HttpOnly; SameSite=Lax");
	}

	private void order(DrainOrder order) {
		NodeDrain drain = this.server.bean(NodeDrain.class);
		drain.told(drain.state().heard() + 1, order).toCompletableFuture().join();
	}

	private String mark() {
		return NodeMark.of(this.server.bean(NodeId.class));
	}

	private RawHandshake handshake() {
		return RawHandshake.to(this.server.port());
	}

	/** Started when it is needed first. */
	enum Server {

		TOMCAT("tomcat"),

		TOMCAT_STANDARD("tomcat", "--realtime.tomcat.direct-sockets=false"),

		JETTY("jetty");

		private final String profile;

		private final List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--realtime.node.name=here",
				"--server.forward-headers-strategy=framework", "--realtime.drain.balancer-wait=0s",
				"--realtime.allowed-origins=https://live.example.com,https://www.example.org"));

		private ConfigurableApplicationContext running;

		Server(String profile, String... arguments) {
			this.profile = profile;
			this.arguments.addAll(List.of(arguments));
		}

		private synchronized ConfigurableApplicationContext context() {
			if (this.running == null) {
				this.running = new SpringApplicationBuilder(ConformanceApplication.class)
					.profiles("conformance", this.profile)
					.run(this.arguments.toArray(String[]::new));
			}
			return this.running;
		}

		int port() {
			return ((WebServerApplicationContext) context()).getWebServer().getPort();
		}

		<T> T bean(Class<T> type) {
			return context().getBean(type);
		}

		private synchronized void stop() {
			if (this.running != null) {
				this.running.close();
				this.running = null;
			}
		}

	}

}
