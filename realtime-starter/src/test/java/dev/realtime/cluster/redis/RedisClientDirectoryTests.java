package dev.realtime.cluster.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.ClientDirectoryContract;
import dev.realtime.cluster.Registration;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.redis.lease.TestNodes;
import dev.realtime.redis.lease.TestNodes.TestNode;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The contract of every directory, kept over Redis, and what a dead node leaves. */
class RedisClientDirectoryTests extends ClientDirectoryContract {

	private static final Duration LEASE = Duration.ofSeconds(2);

	private static final RedisServer SERVER = RedisServer.started();

	private final TestNodes nodes = new TestNodes(SERVER, LEASE);

	private final Map<NodeId, TestNode> joined = new HashMap<>();

	@AfterEach
	void end() {
		this.nodes.close();
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Override
	protected ClientDirectory directory(NodeId node) {
		TestNode made = this.nodes.prepare(node);
		RedisClientDirectory directory = new RedisClientDirectory(made.redis(), made.lease());
		this.nodes.start(made);
		this.joined.put(node, made);
		return directory;
	}

	@Override
	protected void loseEverything() {
		SERVER.flush();
	}

	@Test
	void nothingStaysOfADeadNode() {
		NodeId dying = new NodeId("three", "i3");
		ClientDirectory directory = directory(dying);
		ClientDirectory other = directory(new NodeId("four", "i4"));
		IntStream.range(0, 300).forEach((i) -> done(directory.register(UserId.of("u" + i), new ClientId("c" + i))));
		done(other.register(UserId.of("u7"), new ClientId("d7")));

		this.nodes.kill(Objects.requireNonNull(this.joined.get(dying)));

		await().atMost(LEASE.plusSeconds(1))
			.until(() -> IntStream.range(0, 300).allMatch((i) -> found(other, "u" + i) == ((i == 7) ? 1 : 0)));
		assertThat(done(other.find(UserId.of("u7")))).extracting(Registration::client)
			.containsExactly(new ClientId("d7"));
	}

	@Test
	void callsAreRefusedInTimeWhileRedisIsAway() {
		ClientDirectory directory = directory(new NodeId("three", "i3"));
		SERVER.pause();
		try {
			assertThat(directory.register(UserId.of("anna"), new ClientId("c1")).toCompletableFuture())
				.failsWithin(1500, TimeUnit.MILLISECONDS);
			assertThat(directory.find(UserId.of("anna")).toCompletableFuture()).failsWithin(1500,
					TimeUnit.MILLISECONDS);
		}
		finally {
			SERVER.resume();
		}
		await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> found(directory, "anna") <= 1);
		List<Registration> registered = done(directory.register(UserId.of("anna"), new ClientId("c1")));
		assertThat(registered).hasSize(1);
	}

	private static int found(ClientDirectory directory, String user) {
		return done(directory.find(UserId.of(user))).size();
	}

	private static <T> T done(CompletionStage<T> stage) {
		assertThat(stage.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		return stage.toCompletableFuture().join();
	}

}
