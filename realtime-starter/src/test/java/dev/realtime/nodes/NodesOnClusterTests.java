package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.redis.Redis;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.RealClient;
import dev.realtime.testing.redis.RedisCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients of two nodes on a Redis Cluster that loses a master and moves a slot while both
 * nodes publish. Every publication and every receipt is counted.
 */
class NodesOnClusterTests {

	private static final Logger logger = LoggerFactory.getLogger(NodesOnClusterTests.class);

	private final RedisCluster redis = RedisCluster.start();

	private final String addresses = "spring.data.redis.cluster.nodes=" + this.redis.uris()
		.stream()
		.map((uri) -> uri.substring("redis://".length()))
		.collect(Collectors.joining(","));

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode one = TestNode.start("one", this.addresses, this.cluster);

	private final TestNode two = TestNode.start("two", this.addresses, this.cluster);

	private final List<String> channels = IntStream.range(0, 6).mapToObj((i) -> "long:" + i).toList();

	private final List<NodeProcess> clients = new ArrayList<>();

	@BeforeEach
	void connect() {
		this.clients
			.addAll(PublicationLedger.listeners(List.of(this.one, this.two), List.of(RealClient.SDK), this.channels));
	}

	@AfterEach
	void end() {
		this.clients.forEach(NodeProcess::close);
		this.one.close();
		this.two.close();
		this.redis.close();
	}

	@Test
	void masterThatDiesUnderLoadLosesNothingSilently() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.one, this.two), this.channels)) {
			ledger.awaitAccepted(600);
			int master = this.redis.masterOf(slotOf(this.channels.get(0)));
			this.redis.server(master).kill();
			this.redis.awaitFailover(master);
			awaitAcceptedEverywhere(ledger);
			ledger.stop();

			int told = ledger.settle(this.clients);
			logger.info(
					"A master died: {} publications accepted, {} refused, {} of {} subscriptions were told that "
							+ "something is missing",
					ledger.accepted(), ledger.failures().size(), told, this.clients.size() * this.channels.size());
		}
	}

	/**
	 * The replica stands still while the last publications are confirmed, behind so much
	 * else that they do not even reach its kernel.
	 */
	@Test
	void whatAFailoverLosesThoughItWasConfirmedIsTold() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.one, this.two), this.channels)) {
			ledger.awaitAccepted(600);
			String channel = this.channels.get(0);
			int master = this.redis.masterOf(slotOf(channel));
			this.redis.server(3 + master).pause();
			this.redis.server(master)
				.command("EVAL \"return redis.call('SET', KEYS[1], string.rep('x', 30000000))\" 1 "
						+ inTheShardOf(channel));
			int before = ledger.accepted(channel);
			await().until(() -> ledger.accepted(channel) > before + 50);
			this.redis.server(master).kill();
			this.redis.server(3 + master).resume();
			this.redis.awaitFailover(master);
			awaitAcceptedEverywhere(ledger);
			ledger.stop();

			int told = ledger.settle(this.clients);
			assertThat(told).as("subscriptions that were told").isGreaterThanOrEqualTo(this.clients.size());
			logger.info(
					"A master died ahead of its replica: {} publications accepted, {} of {} subscriptions were told "
							+ "that something is missing",
					ledger.accepted(), told, this.clients.size() * this.channels.size());
		}
	}

	@Test
	void slotThatMovesUnderLoadLosesNothing() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.one, this.two), this.channels)) {
			ledger.awaitAccepted(600);
			int slot = slotOf(this.channels.get(0));
			int from = this.redis.masterOf(slot);
			CompletableFuture<Void> moved = CompletableFuture
				.runAsync(() -> this.redis.moveSlot(slot, from, (from + 1) % 3));
			ledger.awaitAccepted(600);
			moved.join();
			awaitAcceptedEverywhere(ledger);
			ledger.stop();

			assertThat(ledger.settle(this.clients)).as("subscriptions that miss something").isZero();
			assertThat(ledger.failures()).isEmpty();
			logger.info("A slot moved: {} publications, all of them with every client", ledger.accepted());
		}
	}

	private int slotOf(String channel) {
		Redis connections = this.one.bean(Redis.class);
		return connections.keys().slotOf(connections.keys().shardOf(channel));
	}

	private String inTheShardOf(String channel) {
		Redis connections = this.one.bean(Redis.class);
		return connections.keys().name(connections.keys().shardOf(channel), "filler", "x");
	}

	/** Every channel takes publications again. */
	private void awaitAcceptedEverywhere(PublicationLedger ledger) {
		for (String channel : this.channels) {
			int before = ledger.accepted(channel);
			await("publications in " + channel).atMost(Duration.ofSeconds(30))
				.until(() -> ledger.accepted(channel) > before + 50);
		}
	}

}
