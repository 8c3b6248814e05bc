package dev.realtime.broker.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.broker.BrokerUnavailableException;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.redis.Redis;
import dev.realtime.redis.RedisAddress;
import dev.realtime.redis.RedisSettings;
import dev.realtime.testing.redis.RedisCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** The broker on a Redis Cluster that loses a master and moves a slot. */
class RedisClusterTests {

	private static final ChannelName CHANNEL = ChannelName.of("match:42:score");

	private static final HistoryPolicy HISTORY = new HistoryPolicy(10_000, Duration.ofMinutes(5));

	private final RedisCluster cluster = RedisCluster.start();

	private final Redis redis = new Redis(RedisAddress.cluster(this.cluster.uris().subList(0, 3)),
			new RedisSettings("test", 64, Duration.ofSeconds(2), Duration.ofMillis(500)));

	private final Ear ear = new Ear();

	private final RedisBroker broker = broker();

	private RedisBroker broker() {
		this.redis.start();
		RedisBroker made = new RedisBroker(this.redis);
		made.listener(this.ear);
		return made;
	}

	@AfterEach
	void close() {
		this.redis.close();
		this.cluster.close();
	}

	@Test
	void thousandChannelsAreHeardAndSpreadEvenly() {
		List<ChannelName> channels = IntStream.range(0, 1000)
			.mapToObj((number) -> ChannelName.of("match:" + number + ":score"))
			.toList();
		CompletableFuture
			.allOf(channels.stream()
				.map((channel) -> this.broker.subscribe(channel).toCompletableFuture())
				.toArray(CompletableFuture[]::new))
			.orTimeout(20, TimeUnit.SECONDS)
			.join();

		channels.forEach((channel) -> done(publish(channel, 1)));

		await().untilAsserted(() -> assertThat(this.ear.publications).hasSize(1000));
		for (int master = 0; master < 3; master++) {
			int streams = Integer.parseInt(this.cluster.server(master).command("DBSIZE"));
			// Two keys a channel: position and stream.
			assertThat(streams / 2).isLessThanOrEqualTo(1000 * 125 / 300);
		}
	}

	@Test
	void clockOfTheMasterOfAChannelIsKnown() {
		Duration skew = Duration.ofSeconds(-7);
		try (Redis late = new Redis(RedisAddress.cluster(this.cluster.uris().subList(0, 3)),
				new RedisSettings("test", 64, Duration.ofSeconds(2), Duration.ofMillis(500)),
				InstantSource.offset(InstantSource.system(), skew))) {
			late.start();
			RedisBroker asked = new RedisBroker(late);

			await().untilAsserted(() -> {
				for (int number = 0; number < 100; number++) {
					assertThat(asked.clock(ChannelName.of("match:" + number + ":score")).aheadMillis())
						.isCloseTo(-skew.toMillis(), within(500L));
				}
			});
			assertThat(late.clockAheadNanos()).isCloseTo(-skew.toNanos(), within(500_000_000L));
		}
		assertThat(this.broker.clock(CHANNEL).aheadMillis()).isCloseTo(0, within(500L));
	}

	@Test
	void slotMovesWhilePublicationsFlowAndNoChannelGoesDeaf() {
		int slot = this.redis.keys().slotOf(this.redis.keys().shardOf(CHANNEL.value()));
		int from = this.cluster.masterOf(slot);
		done(this.broker.subscribe(CHANNEL));
		List<Long> confirmed = new ArrayList<>();

		for (int i = 1; i <= 2_000; i++) {
			if (i == 1_000) {
				CompletableFuture<Void> moved = CompletableFuture
					.runAsync(() -> this.cluster.moveSlot(slot, from, (from + 1) % 3));
				confirmed.add(done(publish(CHANNEL, i)).offset());
				moved.join();
				continue;
			}
			confirmed.add(done(publish(CHANNEL, i)).offset());
		}

		assertThat(confirmed)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 2_000).mapToObj(Long::valueOf).toList());
		await().until(() -> this.ear.interrupted.contains(CHANNEL));
		long heardBefore = this.ear.publications.size();
		done(publish(CHANNEL, 2_001));
		await().untilAsserted(() -> assertThat(this.ear.offsets()).contains(2_001L));
		assertThat(heardBefore).isGreaterThan(1_000);
		assertThat(this.ear.offsets()).isSorted().doesNotHaveDuplicates();
	}

	/**
	 * Every confirmed publication is in history afterwards, or the epoch has changed:
	 * then whoever had it is told.
	 */
	@Test
	void masterFailsUnderLoadAndNothingConfirmedIsLostSilently() {
		int slot = this.redis.keys().slotOf(this.redis.keys().shardOf(CHANNEL.value()));
		int master = this.cluster.masterOf(slot);
		done(this.broker.subscribe(CHANNEL));
		Map<String, StreamPosition> confirmed = new HashMap<>();
		boolean killed = false;

		long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
		for (int i = 1; System.nanoTime() < end; i++) {
			if (i == 2_000) {
				this.cluster.server(master).kill();
				killed = true;
			}
			try {
				confirmed.put(Integer.toString(i), publish(CHANNEL, i).toCompletableFuture().join());
				if (killed && confirmed.size() >= 3_000) {
					break;
				}
			}
			catch (CompletionException ex) {
				assertThat(ex.getCause()).isInstanceOfAny(BrokerUnavailableException.class,
						io.lettuce.core.RedisCommandExecutionException.class);
			}
		}

		assertThat(confirmed).hasSizeGreaterThanOrEqualTo(3_000);
		HistoryPage page = done(this.broker.history(CHANNEL, new HistoryQuery(10_000, null, false)));
		Set<String> kept = new HashSet<>(
				page.publications().stream().map((publication) -> publication.data().text()).toList());
		confirmed.forEach((text, position) -> {
			if (position.epoch().equals(page.position().epoch())) {
				assertThat(kept).contains(text);
			}
		});
		await().atMost(Duration.ofSeconds(20)).until(() -> this.ear.interrupted.contains(CHANNEL));
		done(publish(CHANNEL, 99_999));
		await().untilAsserted(() -> assertThat(this.ear.texts()).contains("99999"));
		assertThat(page.publications().stream().mapToLong(Publication::offset)).isSorted().doesNotHaveDuplicates();
	}

	private CompletionStage<StreamPosition> publish(ChannelName channel, int number) {
		return this.broker.publish(new PublishRequest(channel, Payload.json(Integer.toString(number)), Priority.NORMAL,
				null, Map.of(), null, HISTORY));
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(10, TimeUnit.SECONDS);
		return future.join();
	}

}
