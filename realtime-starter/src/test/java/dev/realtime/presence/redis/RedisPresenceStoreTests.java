package dev.realtime.presence.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.presence.PresenceStats;
import dev.realtime.presence.PresenceStore;
import dev.realtime.presence.PresenceStoreContract;
import dev.realtime.redis.lease.TestNodes;
import dev.realtime.redis.lease.TestNodes.TestNode;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The contract of every store, and what becomes of presence when something dies. */
class RedisPresenceStoreTests extends PresenceStoreContract {

	private static final ChannelName CHANNEL = ChannelName.of("room:1");

	private static final Duration LEASE = Duration.ofSeconds(2);

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private static final RedisServer SERVER = RedisServer.started();

	private final TestNodes nodes = new TestNodes(SERVER, LEASE);

	/** Of whom any node said that they were removed. */
	private final List<String> swept = new CopyOnWriteArrayList<>();

	@AfterEach
	void end() {
		this.nodes.close();
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Override
	protected PresenceStore store() {
		return on("tested").store();
	}

	@Test
	void nodesSeeEachOthersClients() {
		Member one = on("one");
		Member two = on("two");

		done(one.store().add(CHANNEL, client("anna", "c1")));
		done(two.store().add(CHANNEL, client("anna", "c2")));

		assertThat(done(one.store().list(CHANNEL))).containsOnlyKeys(new ClientId("c1"), new ClientId("c2"));
		assertThat(done(two.store().stats(CHANNEL))).isEqualTo(new PresenceStats(2, 1));
	}

	@Test
	void clientsOfADeadNodeAreRemovedOnceWithinItsLeaseAndTold() {
		Member one = on("one");
		Member two = on("two");
		Member three = on("three");
		done(one.store().add(CHANNEL, client("anna", "c1")));
		IntStream.range(0, 300)
			.forEach((i) -> done(three.store().add(ChannelName.of("room:" + i % 5), client("u" + i, "d" + i))));

		long start = System.nanoTime();
		this.nodes.kill(three.node());

		await().atMost(PATIENCE).until(() -> this.swept.size() == 300);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LEASE.plusSeconds(1));
		assertThat(this.swept).doesNotHaveDuplicates().contains("room:1 d1", "room:4 d299");
		assertThat(done(one.store().list(CHANNEL))).containsOnlyKeys(new ClientId("c1"));
		assertThat(done(two.store().stats(CHANNEL))).isEqualTo(new PresenceStats(1, 1));
		this.nodes.leave(one.node());
		await().atMost(PATIENCE).until(() -> this.swept.contains("room:1 c1"));
		await("Redis without traces").atMost(PATIENCE).until(() -> keysOf(two, ":o:") + keysOf(two, ":p") == 0);
	}

	@Test
	void everythingIsSaidAgainWhenRedisWasEmptied() {
		Member one = on("one");
		Member two = on("two");
		IntStream.range(0, 50).forEach((i) -> done(one.store().add(CHANNEL, client("u" + i % 10, "c" + i))));
		IntStream.range(0, 50).forEach((i) -> done(two.store().add(CHANNEL, client("v" + i % 10, "d" + i))));
		done(two.store().remove(CHANNEL, new ClientId("d7")));

		SERVER.flush();

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(done(one.store().stats(CHANNEL))).isEqualTo(new PresenceStats(99, 20)));
		assertThat(done(two.store().list(CHANNEL))).hasSize(99).doesNotContainKey(new ClientId("d7"));
		assertThat(this.swept).isEmpty();
	}

	@Test
	void nodeThatWasBelievedDeadComesBackWithAllItsClients() {
		Member one = on("one");
		Member two = on("two");
		IntStream.range(0, 50).forEach((i) -> done(one.store().add(CHANNEL, client("u" + i, "c" + i))));

		this.nodes.believeDead(one.node());

		await().atMost(PATIENCE).until(() -> one.node().lease().held().toCompletableFuture().join().generation() == 2);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(done(two.store().stats(CHANNEL))).isEqualTo(new PresenceStats(50, 50)));
		await("nothing left of the first generation").atMost(PATIENCE).until(() -> keysOf(two, ":o:p:i-one.1") == 0);
		assertThat(done(two.store().stats(CHANNEL))).isEqualTo(new PresenceStats(50, 50));
	}

	@Test
	void whatRedisDidNotTakeIsTriedAgain() {
		Member one = on("one");
		done(one.store().add(CHANNEL, client("anna", "c1")));
		SERVER.kill();
		assertThat(one.store().remove(CHANNEL, new ClientId("c1")).toCompletableFuture())
			.failsWithin(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(one.store().add(CHANNEL, client("ben", "c2")).toCompletableFuture()).failsWithin(PATIENCE.toMillis(),
				TimeUnit.MILLISECONDS);
		assertThat(one.store().pending()).isEqualTo(2);

		SERVER.startEmpty();

		await().atMost(PATIENCE).until(() -> one.store().pending() == 0);
		assertThat(done(one.store().list(CHANNEL))).containsOnlyKeys(new ClientId("c2"));
	}

	private Member on(String name) {
		TestNode node = this.nodes.prepare(new NodeId(name, "i-" + name));
		RedisPresenceStore store = new RedisPresenceStore(node.redis(), node.lease());
		store
			.whenSwept((channel, client, remaining) -> this.swept.add(channel.value() + " " + client.client().value()));
		this.nodes.start(node);
		return new Member(node, store);
	}

	private static long keysOf(Member member, String part) {
		String cluster = member.node().redis().keys().control("");
		String name = cluster.substring("rt:".length(), cluster.indexOf(':', "rt:".length()));
		return SERVER.command("KEYS rt:" + name + "*" + part + "*")
			.lines()
			.filter((line) -> line.contains(part))
			.count();
	}

	private static ClientInfo client(String user, String id) {
		return new ClientInfo(UserId.of(user), new ClientId(id), null, null);
	}

	private static <T> T done(CompletionStage<T> stage) {
		assertThat(stage.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		return stage.toCompletableFuture().join();
	}

	/** A node and its store. */
	private record Member(TestNode node, RedisPresenceStore store) {

	}

}
