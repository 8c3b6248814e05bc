package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.presence.PresenceStore;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawWebSocket;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Connections that end without a word, wherever they stand: nothing is left of them. */
class AbruptlyClosedTests {

	private static final int OF_EACH_KIND = 250;

	/** What is 0 when nobody is there. */
	private static final List<String> GAUGES = List.of("realtime.connections.active", "realtime.connections.slow",
			"realtime.connections.places", "realtime.subscriptions.active", "realtime.channels.active",
			"realtime.lag.bytes", "realtime.inflight.bytes", "realtime.events.waiting", "realtime.presence.pending",
			"realtime.cluster.unregistered", "realtime.drain.remaining");

	private final RedisServer server = RedisServer.started();

	private final TestNode node = TestNode.start("one", this.server.uri(), UUID.randomUUID().toString(),
			"realtime.channels[0].pattern=room:*", "realtime.channels[0].presence=true",
			"realtime.channels[1].pattern=news:*", "realtime.channels[1].history.size=10",
			"realtime.backpressure.ack-timeout=1s", "realtime.backpressure.close-after=5m");

	private final List<RawWebSocket> sockets = new ArrayList<>();

	@AfterEach
	void stop() {
		this.node.close();
		this.server.close();
	}

	@Test
	void countsAreZeroAfterAThousandResets() {
		handshakesThatAreHalfSaid();
		connectionsThatHaveSaidNothing();
		subscribersWithPresence();
		subscribersThatDoNotRead();
		assertThat(gauge("realtime.connections.active")).isEqualTo(3 * OF_EACH_KIND);
		assertThat(gauge("realtime.subscriptions.active")).isEqualTo(2 * OF_EACH_KIND);
		assertThat(gauge("realtime.inflight.bytes")).isPositive();
		assertThat(present()).isEqualTo(OF_EACH_KIND);

		this.sockets.forEach(RawWebSocket::reset);

		for (String name : GAUGES) {
			await(name).atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(gauge(name)).as(name).isZero());
		}
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(present()).isZero());
		assertThat(counter("realtime.connections.opened")).isEqualTo(3 * OF_EACH_KIND)
			.isEqualTo(counter("realtime.connections.closed"))
			.isEqualTo(counter("realtime.handshakes", "outcome", "accepted"));
		assertThat(counter("realtime.messages.expected")).isPositive()
			.isEqualTo(counter("realtime.messages.delivered") + counter("realtime.messages.skipped")
					+ counter("realtime.messages.abandoned"));
		assertThat(counter("realtime.messages.abandoned")).isPositive();
		assertThat(gauge("realtime.fanout.ratio")).isEqualTo(1);
		assertThat(this.server.command("KEYS *").lines()).noneMatch((key) -> key.contains("user-"));
	}

	private void handshakesThatAreHalfSaid() {
		byte[] request = RawHandshake.to(this.node.port()).bytes();
		for (int i = 0; i < OF_EACH_KIND; i++) {
			RawWebSocket socket = RawHandshake.to(this.node.port()).connect();
			this.sockets.add(socket);
			socket.sendBytes(Arrays.copyOf(request, request.length * (i % 10) / 10));
		}
	}

	private void connectionsThatHaveSaidNothing() {
		for (int i = 0; i < OF_EACH_KIND; i++) {
			this.sockets.add(RawHandshake.to(this.node.port()).open());
		}
	}

	private void subscribersWithPresence() {
		for (int i = 0; i < OF_EACH_KIND; i++) {
			this.sockets.add(subscribed(RawHandshake.to(this.node.port()), i, "room:1"));
		}
	}

	/** What they are sent piles up: in their buffers, then here. */
	private void subscribersThatDoNotRead() {
		for (int i = 0; i < OF_EACH_KIND; i++) {
			this.sockets.add(subscribed(RawHandshake.to(this.node.port()).receiveBuffer(4096), i, "news:" + i % 3));
		}
		String payload = "x".repeat(20_000);
		IntStream.range(0, 30)
			.forEach((i) -> this.node.publisher().publish("news:" + i % 3, payload).toCompletableFuture().join());
		await().atMost(Duration.ofSeconds(30)).until(() -> gauge("realtime.connections.slow") == OF_EACH_KIND);
		await().atMost(Duration.ofSeconds(30)).until(() -> gauge("realtime.lag.bytes") > 0);
	}

	private static RawWebSocket subscribed(RawHandshake handshake, int number, String channel) {
		RawWebSocket socket = handshake.open();
		socket
			.sendText(("{\"id\":1,\"connect\":{\"token\":\"user-%d\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"%s\"}}")
				.formatted(number, channel));
		socket.readTextWith("\"id\":2");
		return socket;
	}

	private int present() {
		return this.node.bean(PresenceStore.class)
			.stats(ChannelName.of("room:1"))
			.toCompletableFuture()
			.join()
			.clients();
	}

	private double gauge(String name) {
		return this.node.bean(MeterRegistry.class).get(name).gauge().value();
	}

	private double counter(String name, String... tags) {
		return this.node.bean(MeterRegistry.class)
			.get(name)
			.tags(tags)
			.functionCounters()
			.stream()
			.mapToDouble(FunctionCounter::count)
			.sum();
	}

}
