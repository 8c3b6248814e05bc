package dev.realtime.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Who gives, who gets, and that it is never more than needed. */
class RebalanceTests {

	private static final RebalanceLimits LIMITS = RebalanceLimits.DEFAULTS;

	@Test
	void newNodeGetsFromTheOthers() {
		Rebalance rebalance = Rebalance.of(List.of(active("a", 6000), active("b", 6000), active("c", 0)), LIMITS);

		assertThat(rebalance.gives()).isEqualTo(Map.of(id("a"), 1900, id("b"), 1900));
		assertThat(rebalance.takes()).isEqualTo(Map.of(id("c"), 3800));
		assertThat(rebalance.words()).isEqualTo("move 3800 of 12000 connections: a gives 1900 (6000 to 4100); "
				+ "b gives 1900 (6000 to 4100); c gets 3800 (0 to 3800)");
	}

	@Test
	void smallImbalanceIsLeftAlone() {
		Rebalance rebalance = Rebalance.of(List.of(active("a", 5900), active("b", 4500), active("c", 4600)), LIMITS);

		assertThat(rebalance.isNeeded()).isFalse();
		assertThat(rebalance.words()).isEqualTo("nothing is moved: a has 5900, its share would be 5000; "
				+ "b has 4500, its share would be 5000; below 20 % or fewer than 100 connections nothing is done");
	}

	@Test
	void twentyPercentAreEnough() {
		assertThat(Rebalance.of(List.of(active("a", 6000), active("b", 4500), active("c", 4500)), LIMITS).isNeeded())
			.isTrue();
	}

	@Test
	void fewConnectionsAreNotWorthTheTrouble() {
		assertThat(Rebalance.of(List.of(active("a", 100), active("b", 0)), LIMITS).isNeeded()).isFalse();
		assertThat(Rebalance.of(List.of(active("a", 200), active("b", 0)), LIMITS).isNeeded()).isTrue();
	}

	@Test
	void nodesThatDoNotServeTakeNoPart() {
		Rebalance rebalance = Rebalance.of(List.of(active("a", 6000), active("b", 2000),
				new NodeLoad(id("c"), 0, 10_000, DrainPhase.CORDONED, false),
				new NodeLoad(id("d"), 9000, 10_000, DrainPhase.DRAINING, false),
				new NodeLoad(id("e"), 0, 10_000, DrainPhase.RESUMING, false)), LIMITS);

		assertThat(rebalance.gives()).containsOnlyKeys(id("a"));
		assertThat(rebalance.takes()).containsOnlyKeys(id("b"));
	}

	@Test
	void overloadedNodeGivesAndDoesNotTake() {
		NodeLoad hot = new NodeLoad(id("hot"), 8000, 10_000, DrainPhase.ACTIVE, true);
		NodeLoad sick = new NodeLoad(id("sick"), 100, 10_000, DrainPhase.ACTIVE, true);

		Rebalance rebalance = Rebalance.of(List.of(hot, sick, active("c", 2000)), LIMITS);

		assertThat(rebalance.gives()).containsOnlyKeys(id("hot"));
		assertThat(rebalance.takes()).containsOnlyKeys(id("c"));
	}

	@Test
	void shareFollowsCapacity() {
		Rebalance rebalance = Rebalance.of(List.of(new NodeLoad(id("big"), 4000, 20_000, DrainPhase.ACTIVE, false),
				new NodeLoad(id("small"), 4000, 5000, DrainPhase.ACTIVE, false)), LIMITS);

		assertThat(rebalance.gives()).isEqualTo(Map.of(id("small"), 2320));
		assertThat(rebalance.takes()).isEqualTo(Map.of(id("big"), 2320));
	}

	@Test
	void oneNodeHasNobodyToBalanceWith() {
		assertThat(Rebalance.of(List.of(active("a", 6000)), LIMITS).isNeeded()).isFalse();
		assertThat(Rebalance.of(List.of(), LIMITS).isNeeded()).isFalse();
		assertThat(Rebalance.of(List.of(active("a", 0), active("b", 0)), LIMITS).isNeeded()).isFalse();
	}

	@Test
	void afterwardsEveryoneIsWithinTheToleranceAndNoMoreWasMovedThanNeeded() {
		Long replay = Long.getLong("realtime.test.seed");
		int needed = 0;
		for (int i = 0; i < ((replay != null) ? 1 : 2000); i++) {
			long seed = (replay != null) ? replay : System.nanoTime() + i;
			try {
				needed += checkRandomCluster(new Random(seed)) ? 1 : 0;
			}
			catch (AssertionError ex) {
				throw new AssertionError("Cluster with -Drealtime.test.seed=" + seed + " failed: " + ex.getMessage(),
						ex);
			}
		}
		assertThat(needed).as("clusters of which most are unequal").isPositive();
	}

	private static boolean checkRandomCluster(Random random) {
		List<NodeLoad> nodes = new ArrayList<>();
		boolean alike = random.nextBoolean();
		for (int i = 0; i < 2 + random.nextInt(12); i++) {
			int capacity = alike ? 5000 : 1000 + random.nextInt(9000);
			nodes.add(new NodeLoad(id("n" + i), random.nextInt(capacity + 1), capacity, DrainPhase.ACTIVE, false));
		}
		RebalanceLimits limits = new RebalanceLimits(0.2, 1 + random.nextInt(100), random.nextInt(19) / 100.0);

		Rebalance rebalance = Rebalance.of(nodes, limits);

		long connections = nodes.stream().mapToLong(NodeLoad::connections).sum();
		long capacity = nodes.stream().mapToLong(NodeLoad::capacity).sum();
		long tooMany = 0;
		long tooFew = 0;
		boolean exceeded = false;
		for (NodeLoad node : nodes) {
			double share = (double) connections * node.capacity() / capacity;
			double band = Math.max(1, limits.tolerance() * share);
			int gives = rebalance.gives().getOrDefault(node.node(), 0);
			int takes = rebalance.takes().getOrDefault(node.node(), 0);
			double off = Math.abs(node.connections() - share);
			exceeded |= off >= limits.least() && off >= limits.imbalance() * share;
			tooMany += Math.max(0, node.connections() - (long) Math.floor(share + band));
			tooFew += Math.max(0, (long) Math.ceil(share - band) - node.connections());
			assertThat(gives == 0 || takes == 0).as("nobody gives and takes").isTrue();
			if (rebalance.isNeeded()) {
				assertThat(node.connections() - gives + takes).as("within the tolerance")
					.isBetween((int) Math.ceil(share - band), (int) Math.floor(share + band));
			}
		}
		int given = rebalance.gives().values().stream().mapToInt(Integer::intValue).sum();
		assertThat(rebalance.isNeeded()).isEqualTo(exceeded);
		assertThat(rebalance.takes().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(given);
		assertThat((long) given).as("what nobody can do with less").isEqualTo(exceeded ? Math.max(tooMany, tooFew) : 0);
		return exceeded;
	}

	@Test
	void limitsThatMakeNoSenseAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RebalanceLimits(0.05, 1, 0.05));
		assertThatIllegalArgumentException().isThrownBy(() -> new RebalanceLimits(0.2, 0, 0.05));
		assertThatIllegalArgumentException().isThrownBy(() -> new RebalanceLimits(1.1, 1, 0.05));
	}

	private static NodeLoad active(String name, int connections) {
		return new NodeLoad(id(name), connections, 10_000, DrainPhase.ACTIVE, false);
	}

	private static NodeId id(String name) {
		return new NodeId(name, "1");
	}

}
