package dev.realtime.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that watches a book which is away, or in another language. */
class OrderWatchTests {

	private static final NodeId SELF = new NodeId("one", "i1");

	private static final NodeOrders FIRST = NodeOrders.NONE.order(SELF, new Cordon(), "anna", 1);

	private static final NodeOrders SECOND = FIRST.order(new NodeId("two", "i2"), new Cordon(), "anna", 2);

	private final ForgetfulBook book = new ForgetfulBook();

	private final OrderWatch watch = new OrderWatch(this.book, new OrderNews(new DeafBus()), SELF);

	private final List<NodeOrders> heard = new ArrayList<>();

	OrderWatchTests() {
		this.watch.whenChanged(this.heard::add);
		this.book.put(Standing.of(FIRST));
		join(this.watch.poll());
	}

	@Test
	void ordersOfAnotherVersionChangeNothingAndAreCountedAndLeftAlone() {
		this.book.put(Standing.notUnderstood(2));

		join(this.watch.poll());

		assertThat(this.watch.known()).isEqualTo(FIRST);
		assertThat(this.watch.notUnderstood()).isEqualTo(1);
		assertThat(this.book.standing()).isEqualTo(Standing.notUnderstood(2));
		assertThat(this.heard).containsExactly(FIRST);
	}

	@Test
	void orderOnTopOfAnotherVersionIsRefused() {
		this.book.put(Standing.notUnderstood(2));

		OrderAnswer answer = this.watch.write(1, SECOND).toCompletableFuture().join();

		assertThat(answer).isEqualTo(new OrderAnswer(false, Standing.notUnderstood(2)));
		assertThat(this.watch.known()).isEqualTo(FIRST);
	}

	@Test
	void bookThatIsAwayChangesNothingAndLookingDoesNotFail() {
		this.book.fail(new IllegalStateException("away, for a test"));

		join(this.watch.poll());

		assertThat(this.watch.known()).isEqualTo(FIRST);
		assertThat(this.watch.write(1, SECOND).toCompletableFuture()).isCompletedExceptionally();

		this.book.fail(null);
		this.book.put(Standing.of(SECOND));
		join(this.watch.poll());
		assertThat(this.heard).containsExactly(FIRST, SECOND);
	}

	@Test
	void listenerThatFailsKeepsNobodyFromHearing() {
		this.watch.whenChanged((orders) -> {
			throw new IllegalStateException("broken, for a test");
		});

		this.book.put(Standing.of(SECOND));
		join(this.watch.poll());
		NodeOrders third = SECOND.order(SELF, new Cordon(), "anna", 3);
		this.book.put(Standing.of(third));
		join(this.watch.poll());

		assertThat(this.heard).containsExactly(FIRST, SECOND, third);
		assertThat(this.watch.known()).isEqualTo(third);
	}

	private static void join(CompletionStage<Void> stage) {
		assertThat(stage.toCompletableFuture()).isCompleted();
	}

}
