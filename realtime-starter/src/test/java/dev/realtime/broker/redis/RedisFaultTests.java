package dev.realtime.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.lettuce.core.CopyArgs;
import io.lettuce.core.KillArgs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.broker.BrokerUnavailableException;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisHealth;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a broker goes through with the Redis it depends on. */
class RedisFaultTests {

	private static final ChannelName CHANNEL = ChannelName.of("match:42:score");

	private static final HistoryPolicy HISTORY = new HistoryPolicy(50_000, Duration.ofMinutes(5));

	private static final RedisSettings QUICK = new RedisSettings("test", 64, Duration.ofSeconds(2),
			Duration.ofMillis(400));

	private final RedisServer server = RedisServer.started("--appendonly", "yes", "--appendfsync", "always");

	private final Ear ear = new Ear();

	private final List<Redis> opened = new ArrayList<>();

	private RedisBroker broker = broker();

	@BeforeEach
	void listen() {
		this.broker.listener(this.ear);
		done(this.broker.subscribe(CHANNEL));
	}

	@AfterEach
	void close() {
		this.opened.forEach(Redis::close);
		this.server.close();
	}

	private RedisBroker broker() {
		Redis redis = new Redis(RedisAddress.of(this.server.uri()), QUICK);
		this.opened.add(redis);
		redis.start();
		return new RedisBroker(redis);
	}

	@Test
	void publishFailsAtOnceAndSaysWhyWhileRedisIsAway() {
		done(publish(1, null));
		this.server.kill();
		await().until(() -> !health().up());

		long before = System.nanoTime();
		CompletableFuture<StreamPosition> failed = publish(2, null).toCompletableFuture();

		assertThat(failed).failsWithin(500, TimeUnit.MILLISECONDS)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(BrokerUnavailableException.class)
			.withMessageContaining("127.0.0.1:" + this.server.port());
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
		assertThat(health().trouble()).contains("127.0.0.1:" + this.server.port());
	}

	@Test
	void subscriptionStandsAgainAfterRedisWasKilledAndSaysThatItWasInterrupted() {
		done(publish(1, null));
		await().until(() -> this.ear.offsets().contains(1L));
		this.server.kill();
		await().until(() -> !health().up());

		this.server.start();

		await().until(() -> this.ear.interrupted.contains(CHANNEL) && health().up());
		done(publish(2, null));
		await().untilAsserted(() -> assertThat(this.ear.offsets()).containsExactly(1L, 2L));
		assertThat(this.opened.get(0).stats().reconnects()).isGreaterThanOrEqualTo(2);
	}

	@Test
	void emptiedRedisBeginsANewEpoch() {
		StreamPosition before = done(publish(1, null));
		await().until(() -> !this.ear.publications.isEmpty());
		this.server.kill();
		await().until(() -> !health().up());

		this.server.startEmpty();

		await().until(() -> this.ear.interrupted.contains(CHANNEL) && health().up());
		StreamPosition stands = done(this.broker.verify(CHANNEL, before, this.ear.publications.get(0).id()));
		assertThat(stands.epoch()).isNotEqualTo(before.epoch());
		assertThat(done(publish(2, null))).isEqualTo(stands.at(1));
	}

	@Test
	void forgottenScriptsChangeNoOrder() {
		int count = 5_000;
		List<CompletionStage<StreamPosition>> published = new ArrayList<>();
		for (int i = 1; i <= count; i++) {
			published.add(publish(i, null));
			if (i % 500 == 0) {
				this.server.flushScripts();
			}
		}

		published.forEach(RedisFaultTests::done);

		await().untilAsserted(() -> assertThat(this.ear.publications).hasSize(count));
		assertThat(this.ear.texts())
			.containsExactlyElementsOf(IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
		assertThat(this.ear.offsets()).containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
	}

	@Test
	void pausedRedisIsNoticedAndHealthSaysSo() {
		this.server.pause();

		await().atMost(Duration.ofSeconds(10)).until(() -> !health().up());
		assertThat(health().trouble()).contains("probes");
		assertThat(publish(1, null).toCompletableFuture()).failsWithin(500, TimeUnit.MILLISECONDS);

		this.server.resume();

		await().atMost(Duration.ofSeconds(10)).until(() -> health().up());
		await().until(() -> this.ear.interrupted.contains(CHANNEL) && health().up());
		done(publish(2, null));
		await().untilAsserted(() -> assertThat(this.ear.texts()).contains("2"));
	}

	/**
	 * Kills and starts Redis, with its data, under a publisher that goes on regardless.
	 * Every confirmed publication must be in history, in the order in which it was
	 * published; one whose outcome was unknown may be, but not twice.
	 */
	@Test
	void nothingConfirmedIsLostWhenRedisIsKilledAndStartedWithItsData() {
		List<String> confirmed = new ArrayList<>();
		List<String> unknown = new ArrayList<>();
		StreamPosition last = StreamPosition.NONE;
		for (int i = 1; i <= 3_000; i++) {
			if (i % 1000 == 500) {
				this.server.kill();
			}
			if (i % 1000 == 600) {
				this.server.start();
				await().until(() -> health().up());
			}
			try {
				last = publish(i, null).toCompletableFuture().join();
				confirmed.add(Integer.toString(i));
			}
			catch (CompletionException ex) {
				assertThat(ex.getCause()).isInstanceOf(BrokerUnavailableException.class);
				if (((BrokerUnavailableException) ex.getCause()).isUnknown()) {
					unknown.add(Integer.toString(i));
				}
			}
		}

		HistoryPage page = done(this.broker.history(CHANNEL, new HistoryQuery(50_000, null, false)));
		List<String> kept = page.publications().stream().map((publication) -> publication.data().text()).toList();

		assertThat(page.position()).isEqualTo(last);
		assertThat(kept).doesNotHaveDuplicates().containsAll(confirmed);
		List<String> extra = new ArrayList<>(kept);
		extra.removeAll(confirmed);
		assertThat(unknown).containsAll(extra);
		assertThat(kept.stream().mapToInt(Integer::parseInt)).isSorted();
		assertThat(confirmed.size()).isGreaterThan(2_000);
	}

	@Test
	void callThatWasLostOnItsWayIsRepeatedAndCarriedOutOnce() {
		RedisBroker other = broker();
		other.listener(new Ear());
		for (int i = 1; i <= 200; i++) {
			long reconnects = this.opened.get(0).stats().reconnects();
			CompletionStage<StreamPosition> published = publish(i, null);
			if (i % 50 == 0) {
				// Cuts the connections of every client; Redis itself stays.
				cutAll();
				await().until(() -> this.opened.get(0).stats().reconnects() >= reconnects + 2 && health().up());
			}
			done(published);
		}

		HistoryPage page = await().ignoreExceptions()
			.until(() -> other.history(CHANNEL, new HistoryQuery(500, null, false)).toCompletableFuture().join(),
					(read) -> read.position().isKnown());
		assertThat(page.publications().stream().map((publication) -> publication.data().text())).doesNotHaveDuplicates()
			.hasSize(200);
	}

	@Test
	void publisherNoticesThatRedisHasLostWhatItHadConfirmed() {
		StreamPosition first = done(publish(1, null));
		copy("", "-before");
		done(publish(2, null));
		done(publish(3, null));

		copy("-before", "");
		StreamPosition after = done(publish(4, null));

		assertThat(after.epoch()).isNotEqualTo(first.epoch());
		assertThat(after.offset()).isEqualTo(2);
	}

	/** What a failed-over replica has that had not been told of the end. */
	private void copy(String from, String to) {
		Redis redis = this.opened.get(0);
		int shard = redis.keys().shardOf(CHANNEL.value());
		for (String kind : List.of("m", "s")) {
			String key = redis.keys().name(shard, kind, CHANNEL.value());
			done(redis.call(redis.keys().slotOf(shard), Repeat.SAFE,
					(commands) -> commands.copy(key + from, key + to, CopyArgs.Builder.replace(true))));
		}
	}

	private void cutAll() {
		Redis redis = this.opened.get(0);
		redis.call(0, Repeat.NEVER, (commands) -> commands.clientKill(KillArgs.Builder.typePubsub()));
		redis.call(0, Repeat.NEVER, (commands) -> commands.clientKill(KillArgs.Builder.typeNormal().skipme(false)));
	}

	private RedisHealth health() {
		return this.opened.get(0).health();
	}

	private CompletionStage<StreamPosition> publish(int number, @Nullable String key) {
		return this.broker.publish(new PublishRequest(CHANNEL, Payload.json(Integer.toString(number)), Priority.NORMAL,
				null, Map.of(), key, HISTORY));
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(10, TimeUnit.SECONDS);
		return future.join();
	}

}
