package dev.realtime.cluster;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.cluster.memory.MemorySummaryBoard;
import dev.realtime.drain.DrainPhase;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

/** How a node knows the others, and whether it may send them clients. */
class ClusterOverviewTests {

	private static final NodeId SELF = new NodeId("self", "i0");

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private final MemoryCluster cluster = new MemoryCluster(() -> 0);

	private final FailingBoard board = new FailingBoard(new MemorySummaryBoard(this.cluster));

	private final ClusterOverview overview = new ClusterOverview(this.board,
			new MemoryNodeDirectory(this.cluster, SELF));

	ClusterOverviewTests() {
		for (NodeId node : Set.of(SELF, ONE, TWO)) {
			MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, node));
		}
	}

	@Test
	void nodesThatAreAliveAreKnown() {
		say(ONE, DrainPhase.ACTIVE, "NORMAL");
		say(new NodeId("one", "i0"), DrainPhase.ACTIVE, "NORMAL");
		exchange();

		assertThat(this.overview.latest().nodes()).containsOnlyKeys(SELF, ONE);

		this.cluster.leave(ONE);
		assertThat(this.overview.latest().nodes()).containsOnlyKeys(SELF);
	}

	@Test
	void whatWasKnownStaysWhileTheStoreIsAway() {
		say(ONE, DrainPhase.ACTIVE, "NORMAL");
		exchange();

		this.board.away(true);
		this.overview.exchange(TestReports.summary(SELF, 77, DrainPhase.ACTIVE, "NORMAL", 0))
			.toCompletableFuture()
			.join();

		assertThat(this.overview.latest().nodes()).containsOnlyKeys(SELF, ONE);
		assertThat(this.overview.latest().nodes().get(SELF)).extracting("connections").isEqualTo(77);
	}

	@Test
	void nodesThatServeAndAreWellAreNoObstacle() {
		say(ONE, DrainPhase.ACTIVE, "NORMAL");
		say(TWO, DrainPhase.DRAINING, "SHED");
		exchange();

		assertThat(this.overview.obstacle()).isEmpty();
	}

	@Test
	void nodeInTroubleIsAnObstacle() {
		say(ONE, DrainPhase.ACTIVE, "SHED");
		say(TWO, DrainPhase.ACTIVE, "THROTTLE");
		exchange();

		assertThat(this.overview.obstacle()).contains("node one is in tier SHED, node two is in tier THROTTLE");
	}

	@Test
	void nobodyElseIsAnObstacle() {
		exchange();
		assertThat(this.overview.obstacle()).contains("no other node takes connections");

		say(ONE, DrainPhase.CORDONED, "NORMAL");
		exchange();
		assertThat(this.overview.obstacle()).contains("no other node takes connections");
	}

	@Test
	void nodeThatCannotUseRedisGivesNothingAway() {
		say(ONE, DrainPhase.ACTIVE, "NORMAL");
		this.overview.exchange(new NodeSummary(SELF, 1, 0, 5, 10, 0, NodeSummary.WELL, DrainPhase.ACTIVE, Duration.ZERO,
				Duration.ZERO, false, "1"));

		assertThat(this.overview.obstacle())
			.hasValueSatisfying((words) -> assertThat(words).startsWith("Redis cannot"));
	}

	@Test
	void nodesThatServeAreWellAndNotTooFullHaveRoom() {
		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).as("nobody else").isFalse();
		say(ONE, DrainPhase.ACTIVE, "THROTTLE");
		say(TWO, DrainPhase.CORDONED, "NORMAL");
		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).isFalse();

		say(ONE, DrainPhase.ACTIVE, "NORMAL");
		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).isTrue();
		this.board.publish(TestReports.summary(ONE, 9000, DrainPhase.ACTIVE, "NORMAL", 0)).toCompletableFuture().join();
		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).isFalse();
		assertThat(this.overview.hasRoomElsewhere(1)).isTrue();
	}

	@Test
	void roomOfWhichNothingWasHeardForSomeTimeIsNone() {
		say(ONE, DrainPhase.ACTIVE, "NORMAL");
		exchange();
		this.board.away(true);
		exchange();
		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).isTrue();

		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).isFalse();

		this.board.away(false);
		exchange();
		assertThat(this.overview.hasRoomElsewhere(0.9)).isTrue();
	}

	private void exchange() {
		this.overview.exchange(TestReports.summary(SELF, 5, DrainPhase.ACTIVE, "REJECT", 0))
			.toCompletableFuture()
			.join();
	}

	private void say(NodeId node, DrainPhase phase, String tier) {
		this.board.publish(TestReports.summary(node, 5, phase, tier, 0)).toCompletableFuture().join();
	}

}
