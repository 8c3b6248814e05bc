package dev.realtime.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.ManualLoops;

import static org.assertj.core.api.Assertions.assertThat;

/** Looking around on a loop without being in its way. */
class WalkTests {

	private final ManualLoops loops = new ManualLoops(1);

	private final Loop loop = this.loops.loops().all().get(0);

	@Test
	void everyElementIsVisitedAFewAtATime() {
		List<Integer> list = IntStream.range(0, 1000).boxed().toList();
		List<Integer> visited = new ArrayList<>();
		List<Integer> visitedWhenOthersHadTheirTurn = new ArrayList<>();
		CompletableFuture<Integer> walk = Walk.over(this.loop, () -> list, visited::add, visited::size)
			.toCompletableFuture();
		this.loop.execute(() -> visitedWhenOthersHadTheirTurn.add(visited.size()));

		this.loops.run();

		assertThat(walk).isCompletedWithValue(1000);
		assertThat(visited).containsExactlyInAnyOrderElementsOf(list);
		assertThat(visitedWhenOthersHadTheirTurn).singleElement()
			.satisfies((count) -> assertThat(count).isBetween(1, 500));
	}

	@Test
	void whoStaysIsVisitedWhoeverComesAndGoesMeanwhile() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		for (int round = 0; round < 200; round++) {
			List<Integer> list = new ArrayList<>(IntStream.range(0, 700 + random.nextInt(700)).boxed().toList());
			Set<Integer> stayed = new HashSet<>(list);
			Set<Integer> visited = new HashSet<>();
			int[] next = { list.size() };
			CompletableFuture<Integer> walk = Walk.over(this.loop, () -> list, visited::add, () -> 0)
				.toCompletableFuture();
			while (!walk.isDone()) {
				for (int change = random.nextInt(300); change > 0; change--) {
					if (random.nextInt(3) == 0) {
						list.add(next[0]++);
					}
					else if (!list.isEmpty()) {
						stayed.remove(remove(list, random.nextInt(list.size())));
					}
				}
				this.loop.turn();
			}
			this.loops.run();

			assertThat(visited).as("seed " + seed).containsAll(stayed);
		}
	}

	@Test
	void visitorThatFailsIsTold() {
		CompletableFuture<Integer> walk = Walk.over(this.loop, () -> List.of(1), (each) -> {
			throw new IllegalStateException("broken, for a test");
		}, () -> 0).toCompletableFuture();

		this.loops.run();

		assertThat(walk).isCompletedExceptionally();
		assertThat(this.loops.failures()).isZero();
	}

	@Test
	void theFirstFewAreKept() {
		Foremost<Integer> foremost = new Foremost<>(3, Integer::compare);

		List.of(5, 1, 9, 4, 4, 2).forEach(foremost::offer);

		assertThat(foremost.inOrder()).containsExactly(1, 2, 4);
		assertThat(foremost.offered()).as("4 is one").isEqualTo(5);
	}

	@Test
	void whoIsOfferedAgainIsKeptOnce() {
		Foremost<String> foremost = new Foremost<>(2, Comparator.naturalOrder(), (word) -> word.charAt(1));

		List.of("5a", "4b", "3a", "2c", "1a", "6d").forEach(foremost::offer);

		assertThat(foremost.inOrder()).as("a had to go and came back").containsExactly("1a", "2c");
		assertThat(foremost.offered()).isEqualTo(5);
	}

	/** As sessions are removed: the last takes the place. */
	private static Integer remove(List<Integer> list, int index) {
		Integer removed = list.get(index);
		Integer last = list.remove(list.size() - 1);
		if (index < list.size()) {
			list.set(index, last);
		}
		return removed;
	}

}
