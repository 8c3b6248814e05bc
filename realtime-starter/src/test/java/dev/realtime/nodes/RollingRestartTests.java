package dev.realtime.nodes;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.HaProxy;
import dev.realtime.testing.HaProxy.Backend;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three nodes behind HAProxy are started again one after the other, as an orchestrator
 * does it, while clients are connected and something is published. In full:
 * {@code -Drealtime.test.rolling.clients=3000}, perhaps with
 * {@code -Drealtime.test.rolling.rate=500}.
 */
class RollingRestartTests {

	private static final Logger logger = LoggerFactory.getLogger(RollingRestartTests.class);

	private static final int CLIENTS = Integer.getInteger("realtime.test.rolling.clients", 300);

	/** A third of the clients, or a half, leaves in seconds, not at once. */
	private static final int DRAIN_RATE = Integer.getInteger("realtime.test.rolling.rate", CLIENTS / 20);

	private static final Duration SHUTDOWN = Duration.ofSeconds(20);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final List<String> NAMES = List.of("a", "b", "c");

	private static final List<String> CHANNELS = List.of("long:0", "long:1", "long:2");

	private static final RedisServer SERVER = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	private final Map<String, ForkedApplication> nodes = new LinkedHashMap<>();

	@AfterEach
	void endNodes() {
		this.nodes.values().forEach(ForkedApplication::close);
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	void threeNodesAreStartedAgainOneByOneAndNobodyMissesAnything() {
		NAMES.forEach((name) -> this.nodes.put(name, start(name)));
		try (HaProxy balancer = HaProxy.before(ports());
				TestNode away = TestNode.start("publisher", SERVER.uri(), this.cluster);
				ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> CHANNELS.get(i % CHANNELS.size()), (i) -> "");
				SteadyPublishing publishing = new SteadyPublishing(away.publisher(), CHANNELS)) {
			crowd.reconnecting();
			crowd.connect(balancer.port(), CLIENTS / 3);
			await().atMost(PATIENCE).until(() -> crowd.connected() == CLIENTS);
			publishing.start();

			for (String name : NAMES) {
				restart(name, balancer, crowd);
			}

			long published = publishing.stop();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(crowd.received() + crowd.missing()).isEqualTo(published * CLIENTS));
			logger.info("{} publications to each of {} clients, which were closed {} times and turned away {} times",
					published, CLIENTS, crowd.lost(), crowd.turnedAway());
			assertThat(crowd.missing()).as(() -> "lost: " + crowd.gaps()).isZero();
			assertThat(crowd.repeated()).as(() -> "repeated: " + crowd.gaps()).isZero();
			assertThat(crowd.unrecovered()).isZero();
			assertThat(crowd.refusals()).isEmpty();
			assertThat(crowd.turnedAway()).as("the balancer asks another node").isZero();
			assertThat(crowd.recovered()).isEqualTo(crowd.lost()).isGreaterThanOrEqualTo(CLIENTS);
		}
	}

	private void restart(String name, HaProxy balancer, ClientCrowd crowd) {
		await().atMost(PATIENCE).until(() -> balancer.nodes().values().stream().allMatch(Backend::isUp));
		int had = balancer.nodes().get(name).connections();
		ForkedApplication old = this.nodes.get(name);
		balancer.forgetMost();

		long start = System.nanoTime();
		old.terminate();
		assertThat(old.awaitEnd(SHUTDOWN.plusSeconds(20))).as("ended by SIGTERM").isEqualTo(143);
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		await().atMost(PATIENCE).until(() -> crowd.connected() == CLIENTS);

		balancer.nodes().forEach((other, state) -> {
			logger.info("{} connections left {} in {} ms; {} got {} of them in one second at most", had, name,
					took.toMillis(), other, state.mostOpened());
			// They come back half a second to a second later: in any second those of one
			// and a half, and some more where everything waits for a processor. All at
			// once would be ten times the rate.
			assertThat(state.mostOpened()).as("new connections of " + other + " in a second")
				.isLessThanOrEqualTo(DRAIN_RATE * 2 + 5);
		});
		assertThat(took).as("how long %d connections took to leave", had)
			.isBetween(Duration.ofMillis(1000L * had / DRAIN_RATE - 1000), SHUTDOWN.plusSeconds(5));
		assertThat(old.output()).contains("Closing " + had + " connections");
		old.close();
		ForkedApplication fresh = start(name);
		this.nodes.put(name, fresh);
		balancer.target(name, fresh.port());
		await().atMost(PATIENCE).until(() -> balancer.nodes().get(name).isUp());
	}

	private ForkedApplication start(String name) {
		return TestNode.fork(name, SERVER.uri(), this.cluster, "realtime.drain.rate=" + DRAIN_RATE,
				"realtime.drain.shutdown=" + SHUTDOWN.toSeconds() + "s");
	}

	private Map<String, Integer> ports() {
		Map<String, Integer> ports = new LinkedHashMap<>();
		this.nodes.forEach((name, node) -> ports.put(name, node.port()));
		return ports;
	}

}
