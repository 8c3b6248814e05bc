package dev.realtime.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.message.NodeId;
import dev.realtime.operator.Operator;
import dev.realtime.operator.OrderResult;
import dev.realtime.operator.OrderResult.Conflict;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.Signature;
import dev.realtime.testing.redis.RedisServer;

import static dev.realtime.nodes.OperatedCluster.ANNA;
import static dev.realtime.nodes.OperatedCluster.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two operators on two nodes who know nothing of each other. */
class OperatorsAtOddsTests {

	private static final DrainPlan PLAN = new DrainPlan(100, null, Duration.ZERO, Duration.ZERO, MoveOrder.OLDEST_FIRST,
			true);

	private static final RedisServer SERVER = RedisServer.started();

	private static final OperatedCluster CLUSTER = OperatedCluster.on(SERVER.uri());

	private final Operator anna = CLUSTER.operator();

	private final Operator ben = CLUSTER.node("b").bean(Operator.class);

	@AfterAll
	static void stop() {
		CLUSTER.close();
		SERVER.close();
	}

	@Test
	void ofTwoWhoHaveSeenTheSameOneIsToldWhatTheOtherHasDone() {
		for (int round = 0; round < 30; round++) {
			awaitSame();
			long revision = this.anna.known().revision();
			CompletableFuture<OrderResult> one = this.anna
				.cordon(Set.of(CLUSTER.id("c")), false, new Signature("anna", revision))
				.toCompletableFuture();
			CompletableFuture<OrderResult> two = this.ben
				.resume(Set.of(CLUSTER.id("c")), new Signature("ben", revision))
				.toCompletableFuture();

			List<OrderResult> results = Stream.of(one, two).map(CompletableFuture::join).toList();

			assertThat(results).hasAtLeastOneElementOfType(Done.class).hasAtLeastOneElementOfType(Conflict.class);
			NodeOrders written = results.stream()
				.filter(Done.class::isInstance)
				.map((result) -> ((Done) result).standing())
				.findFirst()
				.orElseThrow();
			assertThat(results).contains(new Conflict(written));
		}
		settle();
	}

	@Test
	void whateverTwoOrderAtOnceOneThingStandsAndIsObeyed() {
		long seed = new Random().nextLong();
		CompletableFuture<Void> one = CompletableFuture.runAsync(() -> orderAround(this.anna, new Random(seed)));
		CompletableFuture<Void> two = CompletableFuture.runAsync(() -> orderAround(this.ben, new Random(seed + 1)));
		CompletableFuture.allOf(one, two).join();

		awaitSame();
		assertThat(this.anna.known().revision()).as("seed %d", seed).isGreaterThan(20);
		settle();
	}

	private static void orderAround(Operator operator, Random random) {
		Signature signature = new Signature("operator", null);
		for (int i = 0; i < 40; i++) {
			Set<NodeId> node = Set.of(CLUSTER.id(random.nextBoolean() ? "b" : "c"));
			switch (random.nextInt(4)) {
				case 0 -> operator.drain(node, PLAN, signature).toCompletableFuture().join();
				case 1 -> operator.cordon(node, random.nextBoolean(), signature).toCompletableFuture().join();
				case 2 -> operator.resume(node, signature).toCompletableFuture().join();
				default -> operator.cancel(signature).toCompletableFuture().join();
			}
		}
	}

	/** All is well again for the next one, and for those who are to see that it is. */
	private void settle() {
		this.anna.cancel(ANNA).toCompletableFuture().join();
		done(this.anna.resume(Set.of(CLUSTER.id("b"), CLUSTER.id("c")), ANNA));
		for (String name : List.of("a", "b", "c")) {
			CLUSTER.awaitPhase(name, DrainPhase.ACTIVE);
		}
		assertThat(this.anna.known().running(System.currentTimeMillis())).isEmpty();
	}

	private static void awaitSame() {
		await().atMost(OperatedCluster.PATIENCE)
			.until(() -> Stream.of("a", "b", "c")
				.map((name) -> CLUSTER.node(name).bean(OrderWatch.class).known())
				.distinct()
				.count() == 1);
	}

}
