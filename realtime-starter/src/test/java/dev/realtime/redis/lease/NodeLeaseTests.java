package dev.realtime.redis.lease;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.message.NodeId;
import dev.realtime.redis.lease.TestNodes.TestNode;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who is alive, who is not, and who cleans up. */
class NodeLeaseTests {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private static final NodeId THREE = new NodeId("three", "i3");

	private static final Duration LEASE = Duration.ofSeconds(2);

	private static final Duration PATIENCE = LEASE.plusSeconds(8);

	private static final RedisServer SERVER = RedisServer.started("--appendonly", "yes", "--appendfsync", "always");

	private final TestNodes nodes = new TestNodes(SERVER, LEASE);

	private final Map<NodeId, List<LeaseOwner>> swept = new ConcurrentHashMap<>();

	@AfterEach
	void end() {
		this.nodes.close();
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	void nodesSeeEachOtherComeAndGoAtOnce() {
		TestNode one = join(ONE);
		TestNode two = join(TWO);
		assertThat(one.lease().alive()).containsExactlyInAnyOrder(ONE, TWO);

		long start = System.nanoTime();
		this.nodes.leave(two);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(one.lease().alive()).containsExactly(ONE));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void onlyNodeRenewsItsLeaseAsWell() {
		TestNode one = join(ONE);

		awaitRenewals(one);

		assertThat(owner(one)).isEqualTo(new LeaseOwner(ONE, 1));
	}

	@Test
	void listenerThatFailsDoesNotEndTheLease() {
		TestNode one = join(ONE);
		one.lease().whenLost(() -> {
			throw new IllegalStateException("broken, for a test");
		});

		SERVER.flush();

		await().atMost(PATIENCE).until(() -> owner(one).generation() == 2);
		awaitRenewals(one);
	}

	@Test
	void deadNodeIsNoticedWithinItsLeaseAndCleanedUpByOneOther() {
		TestNode one = join(ONE);
		TestNode two = join(TWO);
		TestNode three = join(THREE);

		long start = System.nanoTime();
		this.nodes.kill(three);

		await().atMost(PATIENCE).until(() -> !this.swept.isEmpty());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LEASE.plusSeconds(1));
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(one.lease().alive()).containsExactlyInAnyOrder(ONE, TWO);
			assertThat(two.lease().alive()).containsExactlyInAnyOrder(ONE, TWO);
		});
		awaitRenewals(one, two);
		assertThat(this.swept.values().stream().flatMap(List::stream)).containsExactly(new LeaseOwner(THREE, 1));
	}

	@Test
	void sweeperThatFailsIsFollowedByAnother() {
		TestNode one = join(ONE);
		TestNode two = this.nodes.prepare(TWO);
		AtomicInteger failures = new AtomicInteger();
		two.lease().sweeper((dead) -> {
			failures.incrementAndGet();
			return CompletableFuture.failedFuture(new IllegalStateException("broken, for a test"));
		});
		this.nodes.start(two);
		TestNode three = join(THREE);
		this.nodes.kill(one);
		this.nodes.kill(three);

		await().atMost(PATIENCE).until(() -> failures.get() == 2);
		// Half a minute later it would be tried again; nobody waits that long here.
		expireClaims(two);
		TestNode four = join(new NodeId("four", "i4"));

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.swept.getOrDefault(four.lease().node(), List.of()))
				.containsExactlyInAnyOrder(new LeaseOwner(ONE, 1), new LeaseOwner(THREE, 1)));
		await().atMost(PATIENCE).until(() -> count(two, "dead") == 0);
	}

	@Test
	void nodeThatStartsAgainReplacesItsEarlierIncarnationAtOnce() {
		TestNode one = join(ONE);
		TestNode two = join(TWO);
		this.nodes.kill(two);

		NodeId again = new NodeId(TWO.name(), "i9");
		join(again);

		await().atMost(LEASE.dividedBy(2))
			.untilAsserted(() -> assertThat(one.lease().alive()).containsExactlyInAnyOrder(ONE, again));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.swept.values().stream().flatMap(List::stream))
				.containsExactly(new LeaseOwner(TWO, 1)));
	}

	@Test
	void nodeThatWasBelievedDeadBeginsAnewAndSaysEverythingAgain() {
		TestNode one = join(ONE);
		TestNode two = join(TWO);
		AtomicInteger lost = new AtomicInteger();
		one.lease().whenLost(lost::incrementAndGet);
		assertThat(owner(one)).isEqualTo(new LeaseOwner(ONE, 1));

		this.nodes.believeDead(one);

		await().atMost(PATIENCE).until(() -> lost.get() == 1);
		assertThat(owner(one)).isEqualTo(new LeaseOwner(ONE, 2));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.swept.values().stream().flatMap(List::stream))
				.containsExactly(new LeaseOwner(ONE, 1)));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(two.lease().alive()).containsExactlyInAnyOrder(ONE, TWO));
		awaitRenewals(one, two);
		assertThat(lost).hasValue(1);
	}

	@Test
	void emptiedRedisIsToldOnceToEveryNode() {
		TestNode one = join(ONE);
		TestNode two = join(TWO);
		AtomicInteger lostByOne = new AtomicInteger();
		AtomicInteger lostByTwo = new AtomicInteger();
		one.lease().whenLost(lostByOne::incrementAndGet);
		two.lease().whenLost(lostByTwo::incrementAndGet);

		SERVER.flush();

		await().atMost(PATIENCE).until(() -> lostByOne.get() == 1 && lostByTwo.get() == 1);
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(one.lease().alive()).containsExactlyInAnyOrder(ONE, TWO);
			assertThat(two.lease().alive()).containsExactlyInAnyOrder(ONE, TWO);
		});
		awaitRenewals(one, two);
		assertThat(lostByOne).hasValue(1);
		assertThat(lostByTwo).hasValue(1);
	}

	@Test
	void restartWithDataKeepsTheGenerationAndIsToldAsWritesMayBeLost() {
		TestNode one = join(ONE);
		AtomicInteger lost = new AtomicInteger();
		one.lease().whenLost(lost::incrementAndGet);

		SERVER.kill();
		SERVER.start();

		await().atMost(PATIENCE).until(() -> lost.get() == 1);
		assertThat(one.lease().alive()).containsExactly(ONE);
		assertThat(one.lease().node()).isEqualTo(ONE);
	}

	@Test
	void leaseIsTakenAsSoonAsRedisIsThere() {
		SERVER.kill();
		TestNode one = this.nodes.prepare(ONE);
		one.lease().start();
		assertThat(one.lease().held().toCompletableFuture()).isNotDone();
		assertThat(one.lease().alive()).as("itself in any case").containsExactly(ONE);

		SERVER.start();

		assertThat(one.lease().held().toCompletableFuture()).succeedsWithin(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		this.nodes.leave(one);
	}

	private TestNode join(NodeId id) {
		TestNode node = this.nodes.prepare(id);
		node.lease().sweeper((dead) -> {
			this.swept.computeIfAbsent(id, (key) -> new CopyOnWriteArrayList<>()).add(dead);
			return CompletableFuture.completedFuture(null);
		});
		this.nodes.start(node);
		return node;
	}

	private static LeaseOwner owner(TestNode node) {
		return node.lease().held().toCompletableFuture().join();
	}

	/** Waits until each has renewed its lease twice, which is when it does its duties. */
	private static void awaitRenewals(TestNode... all) {
		for (TestNode node : all) {
			for (int i = 0; i < 2; i++) {
				String before = end(node);
				await().atMost(PATIENCE).until(() -> !end(node).equals(before));
			}
		}
	}

	private static String end(TestNode node) {
		return SERVER.command("ZSCORE " + node.redis().keys().control("leases") + " " + owner(node).text());
	}

	private static void expireClaims(TestNode node) {
		for (LeaseOwner dead : List.of(new LeaseOwner(ONE, 1), new LeaseOwner(THREE, 1))) {
			SERVER.command("ZADD " + node.redis().keys().control("dead") + " XX 1 " + dead.text());
		}
	}

	private static int count(TestNode node, String set) {
		return Integer.parseInt(SERVER.command("ZCARD " + node.redis().keys().control(set)).strip());
	}

}
