package dev.realtime.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainSettings;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Orders given at random while the store loses them at random and news is lost: what a
 * node has heard stays until it hears something given later. A failure names its seed;
 * {@code -Drealtime.test.seed=N} replays it.
 */
class OrderLossTests {

	private static final Logger logger = (Logger) LoggerFactory.getLogger(OrderWatch.class);

	private static final List<DrainOrder> DESIRED = List.of(new Serve(), new Cordon(),
			new Drain(DrainSettings.DEFAULTS.plan()));

	/** Each loss is worth a warning, and there are tens of thousands. */
	@BeforeEach
	void beQuiet() {
		logger.setLevel(Level.ERROR);
	}

	@AfterEach
	void beLoud() {
		logger.setLevel(null);
	}

	@Test
	void whatANodeHasHeardStaysUntilItHearsSomethingGivenLater() {
		int losses = 0;
		Long replay = Long.getLong("realtime.test.seed");
		long first = (replay != null) ? replay : System.nanoTime();
		for (long seed = first; seed < first + ((replay != null) ? 1 : 3000); seed++) {
			try {
				losses += new Schedule(new Random(seed)).play();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Schedule with -Drealtime.test.seed=" + seed + " failed: " + ex.getMessage(),
						ex);
			}
		}
		assertThat(losses).as("something to survive").isPositive();
	}

	/** Some nodes, one book, one thread. */
	private static final class Schedule {

		private final Random random;

		private final ForgetfulBook book = new ForgetfulBook();

		private final List<NodeId> nodes;

		private final Map<NodeId, OrderWatch> watches = new HashMap<>();

		private final Map<NodeId, NodeOrder> heard = new HashMap<>();

		private long time;

		private int losses;

		Schedule(Random random) {
			this.random = random;
			this.nodes = IntStream.range(0, 2 + random.nextInt(3)).mapToObj((i) -> new NodeId("n" + i, "i")).toList();
			this.nodes.forEach(
					(node) -> this.watches.put(node, new OrderWatch(this.book, new OrderNews(new DeafBus()), node)));
		}

		int play() {
			for (int step = 0; step < 60; step++) {
				int lot = this.random.nextInt(100);
				if (lot < 35) {
					order();
				}
				else if (lot < 85) {
					poll(any());
				}
				else if (lot < 92) {
					this.book.fallBack(this.random);
					this.losses++;
				}
				else {
					this.book.loseEverything();
					this.losses++;
				}
				this.nodes.forEach(this::check);
			}
			for (int round = 0; round < 2 * this.nodes.size(); round++) {
				this.nodes.forEach(this::poll);
				this.nodes.forEach(this::check);
			}
			assertThat(this.watches.values()).as("all agree with what stands")
				.allSatisfy((watch) -> assertThat(watch.known()).isEqualTo(this.book.standing().orders()));
			return this.heard.isEmpty() ? 0 : this.losses;
		}

		private void order() {
			OrderWatch writer = this.watches.get(any());
			NodeId node = any();
			DrainOrder desired = DESIRED.get(this.random.nextInt(DESIRED.size()));
			boolean byName = !(desired instanceof Drain) && this.random.nextInt(4) == 0;
			this.time++;
			boolean written = false;
			for (int attempt = 0; attempt < 3 && !written; attempt++) {
				NodeOrders base = writer.known();
				NodeOrders next = byName ? base.orderName(node.name(), desired, "writer", this.time)
						: base.order(node, desired, "writer", this.time);
				written = writer.write(base.revision(), next).toCompletableFuture().join().written();
			}
		}

		private void poll(NodeId node) {
			assertThat(this.watches.get(node).poll().toCompletableFuture()).isCompleted();
		}

		private void check(NodeId node) {
			Optional<NodeOrder> now = this.watches.get(node).known().orderFor(node);
			NodeOrder before = this.heard.get(node);
			if (before != null) {
				assertThat(now).as("absent never means to serve").isPresent();
				assertThat(now.get().number()).as("or it would not be obeyed").isGreaterThanOrEqualTo(before.number());
				assertThat(now.get().number() > before.number() || now.get().equals(before)).isTrue();
			}
			now.ifPresent((order) -> this.heard.put(node, order));
		}

		private NodeId any() {
			return this.nodes.get(this.random.nextInt(this.nodes.size()));
		}

	}

}
