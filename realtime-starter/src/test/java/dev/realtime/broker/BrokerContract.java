package dev.realtime.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What every broker keeps; extended once per broker.
 */
public abstract class BrokerContract {

	protected static final ChannelName CHANNEL = ChannelName.of("match:42:score");

	protected static final HistoryPolicy TEN = new HistoryPolicy(10, Duration.ofMinutes(1));

	private final Heard heard = new Heard();

	private @Nullable Broker made;

	/**
	 * Makes a broker with nothing in it.
	 * @return the broker
	 */
	protected abstract Broker broker();

	@BeforeEach
	void listen() {
		this.made = broker();
		tested().listener(this.heard);
	}

	private Broker tested() {
		return Objects.requireNonNull(this.made, "Made before each test");
	}

	@Test
	void subscriberHearsEverythingInTheOrderOfOffsets() {
		done(tested().subscribe(CHANNEL));

		publish(50, TEN);

		await().untilAsserted(() -> assertThat(this.heard.offsets())
			.containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList()));
	}

	@Test
	void manyPublishersAtOnceAreHeardInTheOrderOfOffsets() {
		done(tested().subscribe(CHANNEL));

		IntStream.range(0, 8).parallel().forEach((publisher) -> publish(100, TEN));

		await().untilAsserted(() -> assertThat(this.heard.offsets())
			.containsExactlyElementsOf(LongStream.rangeClosed(1, 800).boxed().toList()));
	}

	@Test
	void unsubscribedChannelIsNotHeard() {
		done(tested().subscribe(CHANNEL));
		publish(1, TEN);
		await().until(() -> this.heard.offsets().size() == 1);

		tested().unsubscribe(CHANNEL);
		publish(3, TEN);
		done(tested().subscribe(CHANNEL));
		publish(1, TEN);

		await().untilAsserted(() -> assertThat(this.heard.offsets()).containsExactly(1L, 5L));
	}

	@Test
	void historyKeepsTheNewestAndReadsInBothDirections() {
		publish(15, TEN);

		assertThat(offsets(HistoryQuery.newest(3))).containsExactly(15L, 14L, 13L);
		assertThat(offsets(new HistoryQuery(100, null, false))).hasSize(10).startsWith(6L).endsWith(15L);
		assertThat(offsets(new HistoryQuery(2, new StreamPosition("", 12), false))).containsExactly(13L, 14L);
		assertThat(offsets(new HistoryQuery(2, new StreamPosition("", 12), true))).containsExactly(11L, 10L);
		assertThat(offsets(new HistoryQuery(0, null, false))).isEmpty();
	}

	@Test
	void positionIsToldWithEveryPublicationAndEveryRead() {
		StreamPosition published = publish(7, TEN);

		HistoryPage page = done(tested().history(CHANNEL, HistoryQuery.newest(1)));

		assertThat(page.position()).isEqualTo(published);
		assertThat(published.offset()).isEqualTo(7);
		assertThat(published.epoch()).isNotEmpty();
	}

	@Test
	void channelNobodyHasPublishedToHasAnEpochThatStays() {
		StreamPosition before = done(tested().history(CHANNEL, HistoryQuery.newest(1))).position();

		StreamPosition after = publish(1, TEN);

		assertThat(before.isKnown()).isTrue();
		assertThat(before.offset()).isZero();
		assertThat(after.epoch()).isEqualTo(before.epoch());
	}

	@Test
	void publicationWithoutHistoryHasNoPositionAndIsHeard() {
		done(tested().subscribe(CHANNEL));

		StreamPosition position = publish(2, HistoryPolicy.NONE);

		assertThat(position).isEqualTo(StreamPosition.NONE);
		await().untilAsserted(() -> assertThat(this.heard.offsets()).containsExactly(0L, 0L));
	}

	@Test
	void repeatedIdempotencyKeyIsPublishedOnceAndAnswersTheFirstPosition() {
		done(tested().subscribe(CHANNEL));
		StreamPosition first = done(tested().publish(request(1, TEN, "ball-1")));
		publish(1, TEN);

		StreamPosition again = done(tested().publish(request(1, TEN, "ball-1")));
		StreamPosition other = done(tested().publish(request(2, TEN, "ball-2")));

		assertThat(again).isEqualTo(first);
		assertThat(other.offset()).isEqualTo(3);
		await().untilAsserted(() -> assertThat(this.heard.offsets()).containsExactly(1L, 2L, 3L));
	}

	@Test
	void publicationTravelsWhole() {
		done(tested().subscribe(CHANNEL));
		ClientInfo author = new ClientInfo(UserId.of("anna"), new ClientId("c1"), Payload.json("{\"a\":1}"), null);

		done(tested().publish(new PublishRequest(CHANNEL, Payload.json("\"नमस्ते 🏏\""), Priority.CRITICAL, author,
				Map.of("kind", "wicket"), null, TEN)));

		await().until(() -> !this.heard.publications.isEmpty());
		Publication publication = this.heard.publications.get(0);
		assertThat(publication.data().text()).isEqualTo("\"नमस्ते 🏏\"");
		assertThat(publication.priority()).isEqualTo(Priority.CRITICAL);
		assertThat(publication.author()).isEqualTo(author);
		assertThat(publication.tags()).containsEntry("kind", "wicket");
		assertThat(publication.timeMillis()).isPositive();
		assertThat(done(tested().history(CHANNEL, HistoryQuery.newest(1))).publications()).containsExactly(publication);
	}

	@Test
	void joinAndLeaveAreHeardInTheirOrder() {
		done(tested().subscribe(CHANNEL));
		ClientInfo client = new ClientInfo(UserId.of("anna"), new ClientId("c1"), null, null);

		done(tested().publishJoin(CHANNEL, client));
		done(tested().publishLeave(CHANNEL, client));

		await().untilAsserted(() -> assertThat(this.heard.presence).containsExactly("join c1", "leave c1"));
	}

	/** Publishes so many; answers the position of the last. */
	protected StreamPosition publish(int count, HistoryPolicy history) {
		StreamPosition position = StreamPosition.NONE;
		for (int i = 0; i < count; i++) {
			position = done(tested().publish(request(i, history, null)));
		}
		return position;
	}

	private static PublishRequest request(int number, HistoryPolicy history, @Nullable String key) {
		return new PublishRequest(CHANNEL, Payload.json(String.valueOf(number)), Priority.NORMAL, null, Map.of(), key,
				history);
	}

	private List<Long> offsets(HistoryQuery query) {
		return done(tested().history(CHANNEL, query)).publications().stream().map(Publication::offset).toList();
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

	private static final class Heard implements BrokerListener {

		private final List<Publication> publications = Collections.synchronizedList(new ArrayList<>());

		private final List<String> presence = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void published(ChannelName channel, Publication publication) {
			this.publications.add(publication);
		}

		@Override
		public void joined(ChannelName channel, ClientInfo client) {
			this.presence.add("join " + client.client());
		}

		@Override
		public void left(ChannelName channel, ClientInfo client) {
			this.presence.add("leave " + client.client());
		}

		@Override
		public void interrupted(ChannelName channel) {
			this.presence.add("interrupted " + channel);
		}

		List<Long> offsets() {
			return List.copyOf(this.publications).stream().map(Publication::offset).toList();
		}

	}

}
