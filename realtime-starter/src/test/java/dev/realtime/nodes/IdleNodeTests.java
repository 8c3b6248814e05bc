package dev.realtime.nodes;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What connections cost Redis that only stay. */
class IdleNodeTests {

	private static final Logger logger = LoggerFactory.getLogger(IdleNodeTests.class);

	private static final int CLIENTS = 1000;

	private static final int CHANNELS = 10;

	/** A minute of renewals, one every third of 15 seconds. */
	private static final int RENEWALS = 12;

	/** What one report and one look at the orders are in commands, in scripts as well. */
	private static final long REPORT_COMMANDS = 12;

	@Test
	void thousandThatAreRegisteredAndPresentCauseNoTraffic() {
		try (RedisServer server = RedisServer.started();
				TestNode node = TestNode.start("one", server.uri(), UUID.randomUUID().toString());
				ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> "room:" + i % CHANNELS, (i) -> "user-" + i)) {
			crowd.connect(node.port());
			await().atMost(Duration.ofSeconds(30)).until(() -> crowd.connected() == CLIENTS);
			await().until(() -> node.bean(ClientRegistrar.class).unregistered() == 0);
			// Joins are still on their way to those who do not listen to them.
			awaitQuiet(server);

			Map<String, Long> before = server.commandCalls();
			long start = System.nanoTime();
			await().atMost(Duration.ofSeconds(90))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> renewals(server) - before.getOrDefault("zscore", 0L) >= RENEWALS);
			Map<String, Long> calls = new TreeMap<>(server.commandCalls());
			before.forEach((command, count) -> calls.merge(command, -count, Long::sum));
			// Asking for the counts is counted as well.
			calls.remove("info");
			calls.values().removeIf((count) -> count == 0);

			logger.info("{} idle connections, {} s: Redis was asked for {}", CLIENTS,
					Duration.ofNanos(System.nanoTime() - start).toSeconds(), calls);
			assertThat(crowd.connected()).isEqualTo(CLIENTS);
			assertThat(crowd.refusals()).isEmpty();
			// A node says how it is every two seconds, however many clients it has.
			long reports = calls.getOrDefault("hvals", 0L);
			assertThat(reports).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - start).toSeconds() / 2 + 2);
			assertThat(calls).doesNotContainKeys("hdel", "hincrby", "sadd", "srem", "expire", "xadd");
			assertThat(calls.getOrDefault("hset", 0L)).as("reports").isLessThanOrEqualTo(reports + 1);
			assertThat(calls.getOrDefault("pexpire", 0L) - 2 * reports).as("checks of positions, one for each channel")
				.isLessThanOrEqualTo(2 * CHANNELS);
			assertThat(calls.values().stream().mapToLong(Long::longValue).sum() - REPORT_COMMANDS * reports)
				.as("%s", calls)
				.isLessThan(CLIENTS / 4);
		}
	}

	/** Until nothing was written for a while. */
	private static void awaitQuiet(RedisServer server) {
		AtomicLong last = new AtomicLong();
		await().atMost(Duration.ofSeconds(30)).during(Duration.ofMillis(500)).until(() -> {
			long now = writes(server);
			return last.getAndSet(now) == now;
		});
	}

	private static long writes(RedisServer server) {
		return server.commandCalls().getOrDefault("hset", 0L) + server.commandCalls().getOrDefault("publish", 0L);
	}

	private static long renewals(RedisServer server) {
		return server.commandCalls().getOrDefault("zscore", 0L);
	}

}
