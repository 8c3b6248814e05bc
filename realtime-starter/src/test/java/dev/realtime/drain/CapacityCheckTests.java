package dev.realtime.drain;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What would become of the others. */
class CapacityCheckTests {

	private static final NodeId A = new NodeId("a", "1");

	private static final NodeId B = new NodeId("b", "1");

	private static final NodeId C = new NodeId("c", "1");

	@Test
	void drainThatFitsIsAllowed() {
		CapacityCheck check = CapacityCheck.of(Set.of(A), List.of(active(A, 4000), active(B, 5000), active(C, 5000)),
				0.9, false);

		assertThat(check.isAllowed()).isTrue();
		assertThat(check.moving()).isEqualTo(4000);
		assertThat(check.words()).isEqualTo("the others would be at 70 %, now they are at 50 %");
	}

	@Test
	void drainBeyondTheLimitIsRefusedWithTheRemedy() {
		List<NodeLoad> nodes = List.of(active(A, 6400), active(B, 6500), active(C, 6500));

		CapacityCheck check = CapacityCheck.of(Set.of(A), nodes, 0.9, false);
		CapacityCheck forced = CapacityCheck.of(Set.of(A), nodes, 0.9, true);

		assertThat(check.isAllowed()).isFalse();
		assertThat(check.words())
			.isEqualTo("the others would be at 97 %, the limit is 90 %: drain fewer, add a node, or force");
		assertThat(forced.isAllowed()).isTrue();
		assertThat(forced.words()).isEqualTo("the others would be at 97 %, the limit is 90 %; forced");
	}

	@Test
	void limitItselfIsAllowedAndABitMoreReadsSo() {
		assertThat(CapacityCheck.of(Set.of(A), List.of(active(A, 4000), active(B, 5000)), 0.9, false).isAllowed())
			.isTrue();
		assertThat(CapacityCheck.of(Set.of(A), List.of(active(A, 4001), active(B, 5000)), 0.9, false).words())
			.startsWith("the others would be at 91 %, the limit is 90 %");
	}

	@Test
	void onlyNodesThatServeAndAreNotOverloadedHaveRoom() {
		List<NodeLoad> nodes = List.of(active(A, 1000), new NodeLoad(B, 0, 10_000, DrainPhase.CORDONED, false),
				new NodeLoad(C, 0, 10_000, DrainPhase.ACTIVE, true));

		CapacityCheck check = CapacityCheck.of(Set.of(A), nodes, 0.9, false);

		assertThat(check.isAllowed()).isFalse();
		assertThat(check.recipients()).isZero();
		assertThat(check.words()).isEqualTo(
				"no other node takes connections, and there are 1000 to move: drain fewer, add a node, or force");
	}

	@Test
	void nodeThatComesBackHasRoom() {
		List<NodeLoad> nodes = List.of(active(A, 1000), new NodeLoad(B, 0, 10_000, DrainPhase.RESUMING, false));

		assertThat(CapacityCheck.of(Set.of(A), nodes, 0.9, false).then()).isEqualTo(0.1);
	}

	@Test
	void whatOthersAreJustGivingUpCountsAsWell() {
		List<NodeLoad> nodes = List.of(active(A, 4000), new NodeLoad(B, 3000, 10_000, DrainPhase.DRAINING, false),
				active(C, 3000));

		CapacityCheck check = CapacityCheck.of(Set.of(A), nodes, 0.9, false);

		assertThat(check.moving()).isEqualTo(7000);
		assertThat(check.then()).isEqualTo(1.0);
		assertThat(check.isAllowed()).isFalse();
	}

	@Test
	void lastNodeMayGoWhenItIsEmpty() {
		CapacityCheck check = CapacityCheck.of(Set.of(A), List.of(active(A, 0)), 0.9, false);

		assertThat(check.isAllowed()).isTrue();
		assertThat(check.words()).isEqualTo("no other node takes connections, and there are 0 to move");
	}

	@Test
	void limitThatMakesNoSenseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CapacityCheck.of(Set.of(A), List.of(), 90, false))
			.withMessageContaining("90.0 full");
	}

	private static NodeLoad active(NodeId node, int connections) {
		return new NodeLoad(node, connections, 10_000, DrainPhase.ACTIVE, false);
	}

}
