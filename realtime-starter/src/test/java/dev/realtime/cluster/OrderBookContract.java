package dev.realtime.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainSettings;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What every order book keeps, and what nodes that watch it make of it; extended once per
 * store.
 */
public abstract class OrderBookContract {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private static final Drain DRAIN = new Drain(DrainSettings.DEFAULTS.plan());

	private static final long NOW = 1_700_000_000_000L;

	private @Nullable WatchingNodes nodes;

	private @Nullable OrderBook first;

	private @Nullable OrderBook second;

	/**
	 * Opens the book as one node does. All that are opened in one test share a store,
	 * which had nothing in it before.
	 * @return a book
	 */
	protected abstract OrderBook book();

	/**
	 * Lets the store lose everything it holds.
	 */
	protected abstract void loseEverything();

	@BeforeEach
	void open() {
		this.nodes = new WatchingNodes(this::book);
		this.first = book();
		this.second = book();
	}

	private OrderBook first() {
		return Objects.requireNonNull(this.first, "Made before each test");
	}

	private OrderBook second() {
		return Objects.requireNonNull(this.second, "Made before each test");
	}

	@Test
	void nothingStandsBeforeAnythingWasOrdered() {
		assertThat(done(first().read())).isEqualTo(Standing.NOTHING);
	}

	@Test
	void whatOneWritesTheOtherReads() {
		NodeOrders orders = NodeOrdersTests.everything();

		OrderAnswer answer = done(first().compareAndSet(0, orders));

		assertThat(answer).isEqualTo(new OrderAnswer(true, Standing.of(orders)));
		assertThat(done(second().read())).isEqualTo(Standing.of(orders));
	}

	@Test
	void whoWritesOnSomethingElseIsToldWhatStands() {
		NodeOrders standing = NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW);
		done(first().compareAndSet(0, standing));

		OrderAnswer onNothing = done(second().compareAndSet(0, NodeOrders.NONE.order(TWO, DRAIN, "ben", NOW)));
		OrderAnswer onLater = done(
				second().compareAndSet(2, standing.order(TWO, DRAIN, "ben", NOW).order(TWO, new Serve(), "ben", NOW)));

		assertThat(onNothing).isEqualTo(new OrderAnswer(false, Standing.of(standing)));
		assertThat(onLater).isEqualTo(new OrderAnswer(false, Standing.of(standing)));
		assertThat(done(first().read())).isEqualTo(Standing.of(standing));
	}

	@Test
	void whoIsToldWhatStandsMakesTheOrderAnew() {
		NodeOrders standing = NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW);
		done(first().compareAndSet(0, standing));
		NodeOrders refused = Objects.requireNonNull(
				done(second().compareAndSet(0, NodeOrders.NONE.order(TWO, DRAIN, "ben", NOW))).standing().orders());

		OrderAnswer again = done(second().compareAndSet(refused.revision(), refused.order(TWO, DRAIN, "ben", NOW)));

		assertThat(again.written()).isTrue();
		assertThat(Objects.requireNonNull(done(first().read()).orders()).nodes()).containsOnlyKeys(ONE, TWO);
	}

	@Test
	void sameOrdersWrittenTwiceStand() {
		NodeOrders orders = NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW);
		done(first().compareAndSet(0, orders));

		assertThat(done(first().compareAndSet(0, orders))).as("as when the first answer was lost")
			.isEqualTo(new OrderAnswer(true, Standing.of(orders)));
	}

	@Test
	void revisionMayBeSkippedAndNeverGoesBack() {
		NodeOrders seventeenth = new NodeOrders(17, Map.of(), Map.of(), Map.of(), Map.of(), null);

		assertThat(done(first().compareAndSet(0, seventeenth)).written()).isTrue();

		assertThatIllegalArgumentException().isThrownBy(() -> first().compareAndSet(17, seventeenth))
			.withMessageContaining("17");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> first().compareAndSet(17, NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW)));
	}

	@Test
	void ofManyWritersAtOnceOneSucceedsPerRevision() {
		AtomicInteger written = new AtomicInteger();

		IntStream.range(0, 40).parallel().forEach((i) -> {
			OrderBook book = (i % 2 == 0) ? first() : second();
			NodeId node = new NodeId("n" + i, "x");
			Standing standing = done(book.read());
			while (true) {
				NodeOrders base = Objects.requireNonNull(standing.orders());
				OrderAnswer answer = done(
						book.compareAndSet(base.revision(), base.order(node, DRAIN, "writer " + i, NOW)));
				if (answer.written()) {
					written.incrementAndGet();
					return;
				}
				standing = answer.standing();
			}
		});

		NodeOrders last = Objects.requireNonNull(done(first().read()).orders());
		assertThat(written).hasValue(40);
		assertThat(last.revision()).isEqualTo(40);
		assertThat(last.nodes()).hasSize(40);
		assertThat(last.nodes().values()).extracting(NodeOrder::number).doesNotHaveDuplicates();
	}

	@Test
	void ofTwoOperationsBegunAtOnceOneRuns() {
		List<OrderAnswer> answers = List.of(0, 1)
			.parallelStream()
			.map((i) -> done(
					((i == 0) ? first() : second())
						.compareAndSet(0,
								NodeOrders.NONE.begin(Operation.running("op" + i, "drain", Set.of(ONE), "writer " + i,
										NOW, NOW + 60_000), Map.of(ONE, DRAIN)))))
			.toList();

		assertThat(answers).extracting(OrderAnswer::written).containsExactlyInAnyOrder(true, false);
		assertThat(answers).extracting(OrderAnswer::standing).containsOnly(done(first().read()));
	}

	@Test
	void newsBringsOrdersToAllNodesAtOnce() {
		WatchingNode one = this.nodes.join(ONE);
		WatchingNode two = this.nodes.join(TWO);

		NodeOrders orders = NodeOrders.NONE.order(TWO, DRAIN, "anna", NOW);
		OrderAnswer answer = done(one.watch().write(0, orders));

		assertThat(answer.written()).isTrue();
		two.awaitHeard(orders);
		one.awaitHeard(orders);
	}

	@Test
	void lostNewsCostsNoMoreThanTheNextLook() {
		WatchingNode one = this.nodes.join(ONE);
		WatchingNode two = this.nodes.join(TWO);
		NodeOrders orders = NodeOrders.NONE.order(TWO, DRAIN, "anna", NOW);
		done(first().compareAndSet(0, orders));
		assertThat(two.heard()).isEmpty();

		done(two.watch().poll());

		two.awaitHeard(orders);
		assertThat(one.heard()).isEmpty();
	}

	@Test
	void emptiedStoreNeverMeansToServe() {
		WatchingNode one = this.nodes.join(ONE);
		WatchingNode two = this.nodes.join(TWO);
		NodeOrders orders = NodeOrders.NONE.order(TWO, new Serve(), "anna", NOW).order(ONE, DRAIN, "anna", NOW);
		done(one.watch().write(0, orders));
		two.awaitHeard(orders);

		loseEverything();
		assertThat(done(first().read())).isEqualTo(Standing.NOTHING);
		done(one.watch().poll());

		assertThat(one.watch().known()).isEqualTo(orders);
		assertThat(done(first().read())).as("written back with its revision").isEqualTo(Standing.of(orders));
		done(two.watch().poll());
		assertThat(one.heard()).containsExactly(orders);
		assertThat(two.heard()).containsExactly(orders);
	}

	@Test
	void nodesThatWriteBackAtOnceAgree() {
		List<WatchingNode> all = IntStream.range(0, 8)
			.mapToObj((i) -> this.nodes.join(new NodeId("n" + i, "x")))
			.toList();
		NodeOrders orders = NodeOrders.NONE;
		for (WatchingNode node : all) {
			orders = orders.order(node.id(), DRAIN, "anna", NOW);
		}
		done(all.get(0).watch().write(0, orders));
		for (WatchingNode node : all) {
			node.awaitHeard(orders);
		}

		loseEverything();
		all.parallelStream().forEach((node) -> done(node.watch().poll()));

		assertThat(done(first().read())).isEqualTo(Standing.of(orders));
		assertThat(all).allSatisfy((node) -> assertThat(node.watch().known()).isEqualTo(node.heard().get(0)));
	}

	@Test
	void orderGivenRightAfterALossDoesNotHideThoseLost() {
		WatchingNode one = this.nodes.join(ONE);
		done(one.watch().write(0, NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW)));

		loseEverything();
		done(second().compareAndSet(0,
				NodeOrders.NONE.order(TWO, new Cordon(), "ben", NOW + 5).order(TWO, new Serve(), "ben", NOW + 6)));
		done(one.watch().poll());

		NodeOrders standing = Objects.requireNonNull(done(first().read()).orders());
		assertThat(one.watch().known()).isEqualTo(standing);
		assertThat(standing.orderFor(ONE)).map(NodeOrder::desired).contains(DRAIN);
		assertThat(standing.orderFor(TWO)).map(NodeOrder::desired).contains(new Serve());
	}

	@Test
	void successorOfADrainedNodeServesAndThatOfACordonedNameDoesNot() {
		WatchingNode one = this.nodes.join(ONE);
		done(one.watch()
			.write(0, NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW).orderName("two", new Cordon(), "anna", NOW)));

		WatchingNode oneAgain = this.nodes.join(new NodeId("one", "i9"));
		WatchingNode twoAgain = this.nodes.join(new NodeId("two", "i9"));
		done(oneAgain.watch().poll());
		done(twoAgain.watch().poll());

		assertThat(oneAgain.watch().known().orderFor(oneAgain.id())).isEmpty();
		assertThat(twoAgain.watch().known().orderFor(twoAgain.id())).map(NodeOrder::desired).contains(new Cordon());
	}

	@Test
	void whoOrdersOnOldKnowledgeIsToldAndKnowsFromThenOn() {
		WatchingNode one = this.nodes.join(ONE);
		NodeOrders standing = NodeOrders.NONE.order(TWO, DRAIN, "ben", NOW);
		done(first().compareAndSet(0, standing));

		OrderAnswer answer = done(one.watch().write(0, NodeOrders.NONE.order(ONE, DRAIN, "anna", NOW)));

		assertThat(answer).isEqualTo(new OrderAnswer(false, Standing.of(standing)));
		one.awaitHeard(standing);
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

}
