package dev.realtime.cluster.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.SummaryBoard;
import dev.realtime.cluster.SummaryBoardContract;
import dev.realtime.cluster.TestReports;
import dev.realtime.drain.DrainPhase;
import dev.realtime.message.NodeId;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisServer;
import dev.realtime.testing.redis.RedisTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The contract of every board of summaries, kept over Redis. */
@RedisTest
class RedisSummaryBoardTests extends SummaryBoardContract {

	private static final Duration LIFE = Duration.ofSeconds(2);

	private final RedisServer server;

	private final Redis redis;

	RedisSummaryBoardTests(RedisServer server) {
		this.server = server;
		server.flush();
		this.redis = new Redis(RedisAddress.of(server.uri()),
				new RedisSettings("summaries-test", 8, Duration.ofSeconds(2), Duration.ofSeconds(1)));
		this.redis.start();
	}

	@AfterEach
	void close() {
		this.redis.close();
	}

	@Override
	protected SummaryBoard board() {
		return new RedisSummaryBoard(this.redis, LIFE);
	}

	/** The clock is that of Redis, which runs. */
	@Override
	protected void advance(Duration time) {
	}

	@Override
	protected Duration life() {
		return LIFE;
	}

	@Test
	void summaryOfAnotherVersionIsCountedAndHidesNobody() {
		this.server.command("HSET rt:summaries-test:{control}:summaries other '{\"v\":2}'");

		assertThat(board().read().toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS)
			.satisfies((read) -> assertThat(read.notUnderstood()).isEqualTo(1));
	}

	@Test
	void nothingStaysWhenNobodyIsThereAnyMore() {
		assertThat(board().publish(TestReports.summary(new NodeId("one", "i1"), 5, DrainPhase.ACTIVE, "NORMAL", 0))
			.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		assertThat(this.server.command("EXISTS rt:summaries-test:{control}:summaries")).contains("1");

		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.server.command("EXISTS rt:summaries-test:{control}:summaries").contains("0"));
		assertThat(this.server.command("EXISTS rt:summaries-test:{control}:summaries-end")).contains("0");
	}

}
