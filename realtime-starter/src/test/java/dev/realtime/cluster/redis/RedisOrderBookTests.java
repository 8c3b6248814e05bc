package dev.realtime.cluster.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderAnswer;
import dev.realtime.cluster.OrderBook;
import dev.realtime.cluster.OrderBookContract;
import dev.realtime.cluster.Standing;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.message.NodeId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisServer;
import dev.realtime.testing.redis.RedisTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The contract of every order book, kept over Redis, and what else may stand there. */
@RedisTest
class RedisOrderBookTests extends OrderBookContract {

	private static final NodeOrders ORDERS = NodeOrders.NONE.order(new NodeId("one", "i1"), new Cordon(), "anna", 1);

	private final RedisServer server;

	private final Redis redis;

	RedisOrderBookTests(RedisServer server) {
		this.server = server;
		server.flush();
		this.redis = new Redis(RedisAddress.of(server.uri()),
				new RedisSettings("orders-test", 8, Duration.ofSeconds(2), Duration.ofSeconds(1)));
		this.redis.start();
	}

	@AfterEach
	void close() {
		this.redis.close();
	}

	@Override
	protected OrderBook book() {
		return new RedisOrderBook(this.redis);
	}

	@Override
	protected void loseEverything() {
		this.server.flush();
	}

	@Test
	void ordersStandUnderOneKeyOfTheCluster() {
		done(book().compareAndSet(0, ORDERS));

		assertThat(this.server.command("GET rt:orders-test:{control}:orders")).startsWith("1 {\"v\":1,")
			.contains("\"to\":\"cordon\"");
		assertThat(this.server.command("TTL rt:orders-test:{control}:orders")).contains("-1");
	}

	@Test
	void ordersOfAnotherVersionAreNeitherReadNorOverwritten() {
		this.server.command("SET rt:orders-test:{control}:orders '7 {\"v\":2,\"revision\":7}'");

		assertThat(done(book().read())).isEqualTo(Standing.notUnderstood(7));
		assertThat(done(book().compareAndSet(0, ORDERS))).isEqualTo(new OrderAnswer(false, Standing.notUnderstood(7)));
	}

	@Test
	void whatIsNoOrderIsNotOverwritten() {
		this.server.command("SET rt:orders-test:{control}:orders something-else");

		assertThat(done(book().read())).isEqualTo(Standing.notUnderstood(0));
		assertThat(done(book().compareAndSet(0, ORDERS)).written()).isFalse();
		assertThat(this.server.command("GET rt:orders-test:{control}:orders")).isEqualTo("something-else");
	}

	@Test
	void callsFailInTimeWhileRedisIsAwayAndNothingElseCountsMeanwhile() {
		done(book().compareAndSet(0, ORDERS));
		this.server.pause();
		try {
			assertThat(book().read().toCompletableFuture()).failsWithin(1500, TimeUnit.MILLISECONDS);
			assertThat(book().compareAndSet(1, ORDERS.order(new NodeId("two", "i2"), new Cordon(), "anna", 1))
				.toCompletableFuture()).failsWithin(1500, TimeUnit.MILLISECONDS);
		}
		finally {
			this.server.resume();
		}
		await().atMost(Duration.ofSeconds(15))
			.ignoreExceptions()
			.until(() -> book().read().toCompletableFuture().get(2, TimeUnit.SECONDS).orders() != null);
		assertThat(Objects.requireNonNull(done(book().read()).orders()).nodes()).containsKey(new NodeId("one", "i1"));
	}

	private static <T> T done(CompletionStage<T> stage) {
		assertThat(stage.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		return stage.toCompletableFuture().join();
	}

}
