package dev.realtime.drain;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.message.Priority;

import static org.assertj.core.api.Assertions.assertThat;

/** Who moves first. */
class CandidateTests {

	private static final List<Candidate<String>> ALL = List.of(new Candidate<>("critical, old", Priority.CRITICAL, 1),
			new Candidate<>("low, young", Priority.LOW, 9), new Candidate<>("high, old", Priority.HIGH, 1),
			new Candidate<>("low, old", Priority.LOW, 2), new Candidate<>("normal", Priority.NORMAL, 5));

	@Test
	void whoHasNothingImportantGoesFirst() {
		assertThat(inOrder(MoveOrder.LOWEST_PRIORITY_FIRST)).containsExactly("low, old", "low, young", "normal",
				"high, old", "critical, old");
	}

	@Test
	void whoIsLongestConnectedGoesFirst() {
		assertThat(inOrder(MoveOrder.OLDEST_FIRST)).startsWith("high, old", "critical, old", "low, old");
	}

	private static List<String> inOrder(MoveOrder order) {
		return ALL.stream().sorted(Candidate.comparator(order)).map(Candidate::connection).toList();
	}

}
