package dev.realtime.presence;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every presence store keeps; extended once per store.
 */
public abstract class PresenceStoreContract {

	private static final ChannelName CHANNEL = ChannelName.of("room:1");

	private @Nullable PresenceStore made;

	/**
	 * Makes a store with nothing in it.
	 * @return the store
	 */
	protected abstract PresenceStore store();

	@BeforeEach
	void make() {
		this.made = store();
	}

	private PresenceStore tested() {
		return Objects.requireNonNull(this.made, "Made before each test");
	}

	@Test
	void whoWasAddedIsListedWithEverythingKnownOfThem() {
		ClientInfo client = new ClientInfo(UserId.of("anna"), new ClientId("c1"), Payload.json("{\"a\":1}"),
				Payload.json("{\"b\":2}"));

		done(tested().add(CHANNEL, client));

		assertThat(done(tested().list(CHANNEL))).containsOnly(Map.entry(client.client(), client));
		assertThat(done(tested().list(ChannelName.of("room:2")))).isEmpty();
	}

	@Test
	void connectionsAndUsersAreCountedApart() {
		done(tested().add(CHANNEL, client("anna", "c1")));
		done(tested().add(CHANNEL, client("anna", "c2")));
		done(tested().add(CHANNEL, client("ben", "c3")));
		done(tested().add(CHANNEL, client("", "c4")));
		done(tested().add(CHANNEL, client("", "c5")));

		assertThat(done(tested().stats(CHANNEL))).isEqualTo(new PresenceStats(5, 3));
		assertThat(done(tested().stats(ChannelName.of("room:2")))).isEqualTo(new PresenceStats(0, 0));
	}

	@Test
	void userIsThereUntilTheLastConnectionHasLeft() {
		done(tested().add(CHANNEL, client("anna", "c1")));
		done(tested().add(CHANNEL, client("anna", "c2")));

		done(tested().remove(CHANNEL, new ClientId("c1")));
		assertThat(done(tested().stats(CHANNEL))).isEqualTo(new PresenceStats(1, 1));

		done(tested().remove(CHANNEL, new ClientId("c2")));
		assertThat(done(tested().stats(CHANNEL))).isEqualTo(new PresenceStats(0, 0));
	}

	@Test
	void addingTwiceAndRemovingTwiceCountOnce() {
		done(tested().add(CHANNEL, client("anna", "c1")));
		done(tested().add(CHANNEL, client("anna", "c1")));
		assertThat(done(tested().stats(CHANNEL))).isEqualTo(new PresenceStats(1, 1));

		done(tested().remove(CHANNEL, new ClientId("c1")));
		done(tested().remove(CHANNEL, new ClientId("c1")));
		assertThat(done(tested().stats(CHANNEL))).isEqualTo(new PresenceStats(0, 0));
	}

	@Test
	void manyAtOnceAreCountedRight() {
		IntStream.range(0, 400).parallel().forEach((i) -> done(tested().add(CHANNEL, client("u" + i % 10, "c" + i))));
		assertThat(done(tested().stats(CHANNEL))).isEqualTo(new PresenceStats(400, 10));

		IntStream.range(0, 400).parallel().forEach((i) -> done(tested().remove(CHANNEL, new ClientId("c" + i))));
		assertThat(done(tested().list(CHANNEL))).isEmpty();
	}

	private static ClientInfo client(String user, String id) {
		return new ClientInfo(UserId.of(user), new ClientId(id), null, null);
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

}
