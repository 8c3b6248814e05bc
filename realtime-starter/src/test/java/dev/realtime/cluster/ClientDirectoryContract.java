package dev.realtime.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What every directory of clients keeps; extended once per store.
 */
public abstract class ClientDirectoryContract {

	private static final NodeId NODE = new NodeId("one", "i1");

	private static final NodeId OTHER = new NodeId("two", "i2");

	private static final UserId ANNA = UserId.of("anna");

	private static final UserId BEN = UserId.of("ben");

	private final AtomicInteger lost = new AtomicInteger();

	private final AtomicInteger otherLost = new AtomicInteger();

	private @Nullable ClientDirectory one;

	private @Nullable ClientDirectory two;

	/**
	 * Makes the directory of a node. All that are made in one test share a store, which
	 * had nothing in it before the first was made.
	 * @param node the node
	 * @return its directory
	 */
	protected abstract ClientDirectory directory(NodeId node);

	/**
	 * Lets the store lose everything it holds.
	 */
	protected abstract void loseEverything();

	@BeforeEach
	void make() {
		this.one = directory(NODE);
		this.two = directory(OTHER);
		one().whenLost(this.lost::incrementAndGet);
		two().whenLost(this.otherLost::incrementAndGet);
	}

	private ClientDirectory one() {
		return Objects.requireNonNull(this.one, "Made before each test");
	}

	private ClientDirectory two() {
		return Objects.requireNonNull(this.two, "Made before each test");
	}

	@Test
	void registeringAnswersAllOfTheUserOnAllNodesOldestFirst() {
		assertThat(clients(one().register(ANNA, id("c3")))).containsExactly("c3");
		assertThat(clients(two().register(ANNA, id("c1")))).containsExactly("c3", "c1");
		assertThat(clients(one().register(ANNA, id("c2")))).containsExactly("c3", "c1", "c2");

		assertThat(clients(two().find(ANNA))).containsExactly("c3", "c1", "c2");
		assertThat(clients(one().find(BEN))).isEmpty();
	}

	@Test
	void registrationSaysWhoOwnsItAndSinceWhen() {
		long before = System.currentTimeMillis();
		done(one().register(ANNA, id("c1")));
		done(two().register(ANNA, id("c2")));

		List<Registration> found = done(two().find(ANNA));

		assertThat(found).extracting(Registration::node).containsExactly(NODE, OTHER);
		assertThat(found).extracting(Registration::sinceMillis)
			.allSatisfy((since) -> assertThat(since).isBetween(before - 1000, before + 60_000));
		assertThat(found).isSortedAccordingTo(Registration.OLDEST_FIRST);
		assertThat(done(one().find(ANNA))).isEqualTo(found);
	}

	@Test
	void eachNewOneIsLaterThanAllThatAreThere() {
		List<Registration> last = List.of();
		for (int i = 0; i < 100; i++) {
			// Ids fall, so that equal times would be put in the wrong order.
			last = done(((i % 2 == 0) ? one() : two()).register(ANNA, id("c" + (999 - i))));
		}

		assertThat(last).extracting((registration) -> registration.client().value())
			.containsExactlyElementsOf(IntStream.range(0, 100).mapToObj((i) -> "c" + (999 - i)).toList());
		assertThat(last).extracting(Registration::sinceMillis).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void registeringTwiceKeepsPlaceAndTime() {
		List<Registration> first = done(one().register(ANNA, id("c1")));
		done(two().register(ANNA, id("c2")));

		List<Registration> again = done(one().register(ANNA, id("c1")));

		assertThat(again).hasSize(2).startsWith(first.get(0));
	}

	@Test
	void usersDoNotSeeEachOther() {
		done(one().register(ANNA, id("c1")));
		done(one().register(BEN, id("c2")));
		done(one().register(UserId.of("an na:{x}é*"), id("c3")));

		assertThat(clients(two().find(ANNA))).containsExactly("c1");
		assertThat(clients(two().find(BEN))).containsExactly("c2");
		assertThat(clients(two().find(UserId.of("an na:{x}é*")))).containsExactly("c3");
	}

	@Test
	void anonymousAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> one().register(UserId.ANONYMOUS, id("c1")));
		assertThatIllegalArgumentException().isThrownBy(() -> one().find(UserId.ANONYMOUS));
	}

	@Test
	void unregisteredIsGoneEverywhereAndTwiceDoesNoHarm() {
		done(one().register(ANNA, id("c1")));
		done(two().register(ANNA, id("c2")));

		done(one().unregister(ANNA, id("c1")));
		done(one().unregister(ANNA, id("c1")));
		done(one().unregister(BEN, id("c9")));

		assertThat(clients(two().find(ANNA))).containsExactly("c2");
	}

	@Test
	void nodeUnregistersOnlyItsOwn() {
		done(one().register(ANNA, id("c1")));

		done(two().unregister(ANNA, id("c1")));

		assertThat(clients(one().find(ANNA))).containsExactly("c1");
	}

	@Test
	void deadEntryIsRemovedByWhoFindsIt() {
		List<Registration> found = done(one().register(ANNA, id("c1")));
		done(one().register(ANNA, id("c2")));

		done(two().remove(ANNA, found.get(0)));
		done(two().remove(ANNA, found.get(0)));

		assertThat(clients(one().find(ANNA))).containsExactly("c2");
	}

	@Test
	void entryOfAnotherIncarnationIsNotRemoved() {
		List<Registration> found = done(one().register(ANNA, id("c1")));
		Registration earlier = new Registration(id("c1"), new NodeId(NODE.name(), "i0"), found.get(0).sinceMillis());

		done(two().remove(ANNA, earlier));

		assertThat(clients(two().find(ANNA))).containsExactly("c1");
	}

	@Test
	void restoredTakesThePlaceItHad() {
		List<Registration> before = done(one().register(ANNA, id("c1")));
		done(one().unregister(ANNA, id("c1")));
		done(two().register(ANNA, id("c2")));

		done(one().restore(ANNA, before.get(0)));
		assertThat(done(two().find(ANNA))).hasSize(2).startsWith(before.get(0));

		done(one().restore(ANNA, new Registration(id("c1"), NODE, Long.MAX_VALUE / 4096)));
		assertThat(done(two().find(ANNA))).as("what is there is not touched").hasSize(2).startsWith(before.get(0));
	}

	@Test
	void nodeRestoresOnlyItsOwn() {
		List<Registration> found = done(one().register(ANNA, id("c1")));

		assertThatIllegalArgumentException().isThrownBy(() -> two().restore(ANNA, found.get(0)));
	}

	@Test
	void lossIsToldOnceToEveryNodeAndNotBefore() {
		done(one().register(ANNA, id("c1")));
		done(two().register(BEN, id("c2")));
		assertThat(this.lost).hasValue(0);

		loseEverything();

		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(this.lost).hasValue(1);
			assertThat(this.otherLost).hasValue(1);
		});
		assertThat(clients(one().find(ANNA))).isEmpty();
	}

	@Test
	void callsForOneClientTakeEffectInOrder() {
		List<CompletionStage<?>> stages = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			stages.add(one().register(ANNA, id("c1")));
			stages.add(one().unregister(ANNA, id("c1")));
			stages.add(one().register(ANNA, id("c2")));
		}
		stages.forEach(ClientDirectoryContract::done);

		assertThat(clients(two().find(ANNA))).containsExactly("c2");
	}

	@Test
	void ofManyAtOnceEachSeesThoseBeforeIt() {
		List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

		IntStream.range(0, 200)
			.parallel()
			.forEach((i) -> sizes.add(done(((i % 2 == 0) ? one() : two()).register(ANNA, id("c" + i))).size()));

		assertThat(sizes).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
		IntStream.range(0, 200)
			.parallel()
			.forEach((i) -> done(((i % 2 == 0) ? one() : two()).unregister(ANNA, id("c" + i))));
		assertThat(clients(one().find(ANNA))).isEmpty();
	}

	private static ClientId id(String value) {
		return new ClientId(value);
	}

	private static List<String> clients(CompletionStage<List<Registration>> stage) {
		return done(stage).stream().map((registration) -> registration.client().value()).toList();
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

}
