package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Status;

import dev.realtime.broker.BrokerUnavailableException;
import dev.realtime.health.NodeHealthIndicator;
import dev.realtime.message.ChannelName;
import dev.realtime.metrics.RedisMeters;
import dev.realtime.presence.PresenceStore;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.RealClient;
import dev.realtime.testing.TcpProxy;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Redis that dies, loses everything, stands still or goes silent while clients of two
 * nodes listen and both nodes publish. Every publication and every receipt is counted.
 */
class RedisAwayTests {

	private static final Logger logger = LoggerFactory.getLogger(RedisAwayTests.class);

	private static final Duration OUTAGE = Duration.ofSeconds(5);

	private static final Duration NOTICED = Duration.ofSeconds(15);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RedisServer server = RedisServer.started("--appendonly", "yes", "--appendfsync", "always");

	private final TcpProxy line = TcpProxy.to(this.server.port());

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode one = TestNode.start("one", "redis://127.0.0.1:" + this.line.port(), this.cluster);

	private final TestNode two = TestNode.start("two", this.server.uri(), this.cluster);

	private final List<String> channels = IntStream.range(0, 4).mapToObj((i) -> "long:" + i).toList();

	private final List<NodeProcess> clients = new ArrayList<>();

	@BeforeEach
	void connect() {
		this.clients.addAll(
				PublicationLedger.listeners(List.of(this.one, this.two), List.of(RealClient.values()), this.channels));
	}

	@AfterEach
	void end() {
		this.clients.forEach(NodeProcess::close);
		this.one.close();
		this.two.close();
		this.line.close();
		this.server.close();
	}

	@Test
	void killedAndBackWithItsDataLosesNothing() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.one, this.two), this.channels)) {
			ledger.awaitAccepted(400);
			this.server.kill();
			awaitDown(ledger);
			this.server.start();
			awaitUp();
			ledger.awaitAccepted(400);
			ledger.stop();

			assertRefusals(ledger);
			assertThat(ledger.settle(this.clients)).as("subscriptions that miss something").isZero();
			assertConnectionsStayed();
			report("killed, with data", ledger);
		}
	}

	@Test
	void killedAndBackWithoutItsDataTellsEverySubscription() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.one, this.two), this.channels)) {
			ledger.awaitAccepted(400);
			this.server.kill();
			awaitDown(ledger);
			this.server.startEmpty();
			awaitUp();
			ledger.awaitAccepted(400);
			ledger.stop();

			assertRefusals(ledger);
			assertThat(ledger.settle(this.clients)).as("subscriptions that were told")
				.isEqualTo(this.clients.size() * this.channels.size());
			assertConnectionsStayed();
			report("killed, without data", ledger);
		}
	}

	@Test
	void pausedIsNoticedAndLosesNothing() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.one, this.two), this.channels)) {
			ledger.awaitAccepted(400);
			long start = System.nanoTime();
			this.server.pause();
			awaitDown(this.one);
			awaitDown(this.two);
			logger.info("A Redis that stands still was noticed after {} ms", since(start).toMillis());
			assertThat(since(start)).isLessThan(NOTICED);
			this.server.resume();
			awaitUp();
			ledger.awaitAccepted(400);
			ledger.stop();

			assertThat(ledger.settle(this.clients)).isZero();
			assertConnectionsStayed();
			report("paused", ledger);
		}
	}

	@Test
	void silentLineIsNoticedByTheNodeBehindItAndLosesNothing() {
		try (PublicationLedger ledger = new PublicationLedger(List.of(this.two), this.channels)) {
			ledger.awaitAccepted(400);
			long start = System.nanoTime();
			this.line.stall();
			awaitDown(this.one);
			logger.info("A silent line was noticed after {} ms", since(start).toMillis());
			assertThat(since(start)).isLessThan(NOTICED);
			assertThat(status(this.two)).isEqualTo(Status.UP);
			this.line.reset();
			awaitUp();
			ledger.awaitAccepted(400);
			ledger.stop();

			assertThat(ledger.failures()).as("of the node that can see Redis").isEmpty();
			assertThat(ledger.settle(this.clients)).isZero();
			assertConnectionsStayed();
			report("silent line", ledger);
		}
	}

	@Test
	void emptiedGetsBackWhatTheNodesOwnBeforeTheyAreHealthy() {
		int number = 2000;
		try (ClientCrowd crowd = new ClientCrowd(number, (i) -> "room:all", (i) -> "user-" + i)) {
			crowd.connect(this.two.port());
			await().atMost(PATIENCE).until(() -> crowd.connected() == number);
			await().atMost(PATIENCE).until(() -> present() == number);

			this.server.flush();
			await().atMost(NOTICED)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> status(this.two).equals(Status.DOWN));
			await().atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> status(this.two).equals(Status.UP));

			assertThat(present()).isEqualTo(number);
			for (int i = 0; i < number; i += 100) {
				assertThat(this.one.clients().connections("user-" + i).toCompletableFuture().join().connections())
					.hasSize(1);
			}
			assertThat(crowd.connected()).isEqualTo(number);
		}
	}

	private long present() {
		return this.one.bean(PresenceStore.class)
			.stats(ChannelName.of("room:all"))
			.toCompletableFuture()
			.join()
			.clients();
	}

	/** Both nodes know, and the outage has lasted. */
	private void awaitDown(PublicationLedger ledger) {
		long start = System.nanoTime();
		awaitDown(this.one);
		awaitDown(this.two);
		int before = ledger.failures().size();
		await().atMost(PATIENCE).until(() -> since(start).compareTo(OUTAGE) >= 0);
		assertThat(ledger.failures()).as("failures go on").hasSizeGreaterThan(before);
	}

	private static void awaitDown(TestNode node) {
		await().atMost(PATIENCE).until(() -> status(node).equals(Status.DOWN) && up(node) == 0);
	}

	private void awaitUp() {
		for (TestNode node : List.of(this.one, this.two)) {
			await().atMost(PATIENCE).until(() -> status(node).equals(Status.UP) && up(node) == 1);
		}
	}

	private static Status status(TestNode node) {
		return node.bean(NodeHealthIndicator.class).health().getStatus();
	}

	private static double up(TestNode node) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		MeterBinder meters = node.bean(RedisMeters.class);
		meters.bindTo(registry);
		return registry.get("realtime.redis.up").gauge().value();
	}

	private static void assertRefusals(PublicationLedger ledger) {
		assertThat(ledger.failures()).isNotEmpty()
			.allSatisfy((failure) -> assertThat(failure).isInstanceOf(BrokerUnavailableException.class)
				.hasMessageContaining("Redis"));
		assertThat(ledger.slowestFailure()).isLessThan(Duration.ofMillis(2500));
	}

	private void assertConnectionsStayed() {
		assertThat(this.clients).allSatisfy((client) -> {
			assertThat(client.events("connected")).hasSize(1);
			assertThat(client.events("disconnected")).isEmpty();
		});
	}

	private void report(String what, PublicationLedger ledger) {
		logger.info(
				"Redis {}: {} publications accepted, {} refused, the slowest after {} ms; {} clients have each of "
						+ "those accepted or were told",
				what, ledger.accepted(), ledger.failures().size(), ledger.slowestFailure().toMillis(),
				this.clients.size());
	}

	private static Duration since(long nanos) {
		return Duration.ofNanos(System.nanoTime() - nanos);
	}

}
