package dev.realtime.cluster;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

/** From where clients have come. */
class ArrivalsTests {

	private static final NodeId SELF = new NodeId("self", "i0");

	private static final NodeId ONE = new NodeId("one", "i1");

	private final Set<NodeId> alive = new HashSet<>(Set.of(SELF, ONE));

	private final Arrivals arrivals = new Arrivals(new Directory());

	@Test
	void onlyOtherNodesThatAreAliveAreRecognised() {
		assertThat(this.arrivals.recognise(new NodeId("one", "i1")))
			.isSameAs(this.alive.stream().filter(ONE::equals).findFirst().orElseThrow());
		assertThat(this.arrivals.recognise(SELF)).isNull();
		assertThat(this.arrivals.recognise(new NodeId("one", "i2"))).as("another incarnation").isNull();
		assertThat(this.arrivals.recognise(new NodeId("invented", "i1"))).isNull();
	}

	@Test
	void nodeFromWhichOneHasComeIsKnownWhenItHasEnded() {
		come(ONE);
		this.alive.remove(ONE);

		come(ONE);

		assertThat(this.arrivals.counts()).isEqualTo(Map.of(ONE, 2L));
	}

	@Test
	void thoseFromWhichNobodyHasComeForLongestAreForgottenAndBeginAgain() {
		come(ONE);
		for (int i = 0; i < Arrivals.MOST - 1; i++) {
			come(node(i));
		}
		come(ONE);
		come(node(99));

		assertThat(this.arrivals.counts()).hasSize(Arrivals.MOST)
			.containsEntry(ONE, 2L)
			.doesNotContainKey(node(0))
			.containsEntry(node(1), 1L);
		come(node(0));
		assertThat(this.arrivals.counts()).containsEntry(node(0), 1L).doesNotContainKey(node(1));
	}

	private NodeId node(int number) {
		NodeId node = new NodeId("node-" + number, "i" + number);
		this.alive.add(node);
		return node;
	}

	private void come(NodeId before) {
		NodeId known = this.arrivals.recognise(before);
		assertThat(known).isEqualTo(before);
		this.arrivals.count(known);
	}

	private final class Directory implements NodeDirectory {

		@Override
		public NodeId self() {
			return SELF;
		}

		@Override
		public Set<NodeId> alive() {
			return Set.copyOf(ArrivalsTests.this.alive);
		}

	}

}
