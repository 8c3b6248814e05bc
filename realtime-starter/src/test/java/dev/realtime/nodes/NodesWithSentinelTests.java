package dev.realtime.nodes;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;
import dev.realtime.testing.RealClient;
import dev.realtime.testing.redis.RedisSentinel;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes whose Redis is found by Sentinel, which puts another in its place. */
class NodesWithSentinelTests {

	private static final Logger logger = LoggerFactory.getLogger(NodesWithSentinelTests.class);

	@Test
	void newMasterIsFoundAndNothingIsLostSilently() {
		List<String> channels = List.of("long:1", "long:2");
		String cluster = UUID.randomUUID().toString();
		String master = "spring.data.redis.sentinel.master=" + RedisSentinel.MASTER;
		try (RedisSentinel redis = RedisSentinel.start();
				TestNode one = TestNode.start("one", nodes(redis), cluster, master);
				TestNode two = TestNode.start("two", nodes(redis), cluster, master);
				NodeProcess client = RealClient.SDK.start(NodeScripts.prepared(), one.url(), channels.get(0),
						channels.get(1));
				PublicationLedger ledger = ledger(client, List.of(one, two), channels)) {
			ledger.awaitAccepted(400);
			redis.master().kill();
			redis.awaitFailover();
			ledger.awaitAccepted(400);
			ledger.stop();

			int told = ledger.settle(List.of(client));
			logger.info(
					"Sentinel put another master in place: {} publications accepted, {} refused, {} of {} "
							+ "subscriptions were told that something is missing",
					ledger.accepted(), ledger.failures().size(), told, channels.size());
			assertThat(client.events("disconnected")).isEmpty();
		}
	}

	private static PublicationLedger ledger(NodeProcess client, List<TestNode> publishers, List<String> channels) {
		channels.forEach((channel) -> client.await("subscribed"));
		return new PublicationLedger(publishers, channels);
	}

	private static String nodes(RedisSentinel redis) {
		return "spring.data.redis.sentinel.nodes=" + redis.address();
	}

}
