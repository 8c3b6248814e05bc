package dev.realtime.control;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.NodeSummary;
import dev.realtime.control.Recovery.Found;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the clients of a drained node have gone. */
class RecoveryTests {

	private static final NodeId SELF = new NodeId("self", "i0");

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private final Recovery recovery = new Recovery(SELF);

	private final Map<NodeId, NodeSummary> summaries = new LinkedHashMap<>();

	@Test
	void onlyWhatOthersHaveCountedSinceTheDrainBeganIsRecovered() {
		say(SELF, 500, 99);
		say(ONE, 100, 7);
		say(TWO, 50, 0);
		assertThat(look(null)).isNull();
		say(ONE, 130, 20);
		say(TWO, 55, 3);

		assertThat(look(moved(1, 40))).isEqualTo(new Found(16, 19));
		assertThat(look(moved(1, 40))).as("nothing new").isEqualTo(new Found(0, 19));
		say(TWO, 60, 8);
		assertThat(look(moved(1, 60))).isEqualTo(new Found(5, 19));
	}

	@Test
	void neverMoreAreRecoveredThanWereMoved() {
		say(ONE, 0, 0);
		look(null);
		say(ONE, 30, 30);

		assertThat(look(moved(1, 10))).isEqualTo(new Found(10, 0));
		assertThat(look(moved(1, 25))).isEqualTo(new Found(15, 0));
		assertThat(look(moved(1, 40))).isEqualTo(new Found(5, 0));
	}

	@Test
	void countThatWasForgottenBeginsAgain() {
		say(ONE, 0, 50);
		look(null);
		say(ONE, 5, 5);
		assertThat(look(moved(1, 100))).extracting(Found::exactly).isEqualTo(5);
		say(ONE, 9, 9);

		assertThat(look(moved(1, 100))).extracting(Found::exactly).isEqualTo(4);
	}

	@Test
	void nodeThatIsAwayForAWhileIsNotCountedTwice() {
		say(ONE, 10, 10);
		look(null);
		say(ONE, 20, 20);
		look(moved(1, 100));
		this.summaries.clear();
		look(moved(1, 100));
		say(ONE, 25, 25);

		assertThat(look(moved(1, 100))).extracting(Found::exactly).isEqualTo(5);
	}

	@Test
	void nextDrainBeginsAnew() {
		say(ONE, 10, 0);
		look(null);
		say(ONE, 20, 10);
		assertThat(look(moved(1, 10))).isEqualTo(new Found(10, 0));
		look(null);
		say(ONE, 24, 12);

		assertThat(look(moved(2, 4))).isEqualTo(new Found(2, 2));
	}

	@Test
	void nodeThatHasJustStartedKnowsOfNothingBefore() {
		say(ONE, 100, 40);

		assertThat(look(moved(1, 50))).isEqualTo(new Found(0, 0));
	}

	private @Nullable Found look(@Nullable DrainProgress progress) {
		Collection<NodeSummary> all = this.summaries.values();
		return this.recovery.look(progress, all).orElse(null);
	}

	private static DrainProgress moved(long started, long moved) {
		return new DrainProgress(started, moved, 0, 0, 0, Duration.ZERO, null);
	}

	private void say(NodeId node, int connections, long fromHere) {
		this.summaries.put(node, new NodeSummary(node, 1, 0, connections, 10_000, 0, "NORMAL", DrainPhase.ACTIVE,
				Duration.ZERO, Duration.ZERO, true, "1", (fromHere > 0) ? Map.of(SELF, fromHere) : Map.of()));
	}

}
