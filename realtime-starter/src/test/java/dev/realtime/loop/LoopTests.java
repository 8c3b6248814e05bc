package dev.realtime.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.ManualTicker;

import static org.assertj.core.api.Assertions.assertThat;

class LoopTests {

	private final ManualTicker ticker = new ManualTicker();

	private final List<String> done = new ArrayList<>();

	private int wakeups;

	private final Loop loop = new Loop("test", this.ticker, () -> this.wakeups++);

	@Test
	void tasksRunInTheOrderInWhichTheyWerePosted() {
		IntStream.range(0, 3000).forEach((number) -> this.loop.execute(() -> this.done.add("" + number)));
		turns();

		assertThat(this.done).containsExactlyElementsOf(IntStream.range(0, 3000).mapToObj(String::valueOf).toList());
	}

	@Test
	void wakesOncePerRestHoweverMuchIsPosted() {
		post("a");
		post("b");
		assertThat(this.wakeups).isEqualTo(1);

		this.loop.turn();
		assertThat(this.loop.rest()).isTrue();
		post("c");
		assertThat(this.wakeups).isEqualTo(2);
	}

	@Test
	void taskPostedBetweenTurnAndRestIsNotForgotten() {
		this.loop.turn();
		post("late");

		assertThat(this.loop.rest() && this.wakeups == 0).isFalse();
	}

	@Test
	void dirtyThingIsFlushedOnceAtTheEndOfTheTurn() {
		Flushable dirty = flushable("flush");
		this.loop.execute(() -> this.loop.flushLater(dirty, 2));
		this.loop.execute(() -> this.loop.flushLater(dirty, 2));
		post("task");
		turns();

		assertThat(this.done).containsExactly("task", "flush");
	}

	@Test
	void betterLaneIsFlushedFirstAndASecondMarkMayLift() {
		Flushable lifted = flushable("lifted");
		this.loop.flushLater(flushable("low"), 3);
		this.loop.flushLater(lifted, 3);
		this.loop.flushLater(flushable("high"), 1);
		this.loop.flushLater(lifted, 0);
		turns();

		assertThat(this.done).containsExactly("lifted", "high", "low");
	}

	@Test
	void endOfTheTurnIsBehindItsFlushesAndComesOnce() {
		Flushable dirty = flushable("flush");
		this.loop.execute(() -> {
			this.loop.atEndOfTurn(() -> this.done.add("end"));
			this.loop.flushLater(dirty, 0);
			this.done.add("task");
		});
		turns();
		turns();

		assertThat(this.done).containsExactly("task", "flush", "end");
	}

	@Test
	void lagIsKeptByHowLongItWas() {
		for (int i = 0; i < 10; i++) {
			this.ticker.advance(Duration.ofMillis(100));
			this.loop.execute(() -> this.ticker.advance(Duration.ofMillis(30)));
			turns();
		}

		assertThat(this.loop.stats().lag().snapshot().count()).isEqualTo(10);
		assertThat(this.loop.stats().lag().snapshot().percentile(50)).isBetween(Duration.ofMillis(28),
				Duration.ofMillis(32));
		assertThat(this.loop.stats().lag().totalNanos()).isEqualTo(Duration.ofMillis(300).toNanos());
	}

	@Test
	void forgottenThingIsNotFlushed() {
		Flushable forgotten = flushable("forgotten");
		this.loop.flushLater(forgotten, 0);
		this.loop.forget(forgotten);
		turns();

		assertThat(this.done).isEmpty();
	}

	@Test
	void longQueueOfTasksYieldsToTimersAndFlushesAfterTwoMilliseconds() {
		this.loop.flushLater(flushable("flush"), 0);
		IntStream.range(0, 100).forEach((number) -> this.loop.execute(() -> {
			this.ticker.advance(Duration.ofMillis(1));
			this.done.add("task");
		}));

		assertThat(this.loop.turn()).isTrue();
		assertThat(this.done.indexOf("flush")).isBetween(2, 16);
	}

	@Test
	void longBacklogYieldsToTasksAfter256Flushes() {
		IntStream.range(0, 1000).forEach((number) -> this.loop.flushLater(flushable("flush"), 0));

		assertThat(this.loop.turn()).isTrue();
		assertThat(this.done).hasSize(256);
		turns();
		assertThat(this.done).hasSize(1000);
	}

	@Test
	void exceptionEndsTheTaskThatThrewItAndNothingElse() {
		this.loop.execute(() -> {
			throw new IllegalStateException("thrown on purpose");
		});
		this.loop.flushLater(new Flushable() {
			@Override
			protected void flush() {
				throw new StackOverflowError("thrown on purpose");
			}
		}, 0);
		this.loop.flushLater(flushable("flush"), 1);
		post("task");
		turns();

		assertThat(this.done).containsExactly("task", "flush");
		assertThat(this.loop.stats().failures()).isEqualTo(2);
	}

	@Test
	void timerFiresAtMostOneTickLateAndNeverEarly() {
		for (int millis = 1; millis < 30_000; millis += 173) {
			Duration delay = Duration.ofMillis(millis);
			long due = this.ticker.nanoTime() + delay.toNanos();
			long[] fired = { 0 };
			this.loop.schedule(delay, () -> fired[0] = this.ticker.nanoTime());
			while (fired[0] == 0) {
				this.ticker.advance(Duration.ofMillis(7));
				this.loop.turn();
			}

			assertThat(fired[0] - due).isBetween(0L, Duration.ofMillis(58).toNanos());
		}
	}

	@Test
	void cancelledTimerDoesNotFire() {
		Timer timer = this.loop.schedule(Duration.ofSeconds(1), () -> this.done.add("fired"));
		timer.cancel();
		this.ticker.advance(Duration.ofSeconds(2));
		turns();

		assertThat(this.done).isEmpty();
		assertThat(timer.isPending()).isFalse();
	}

	@Test
	void timersOfManyRoundsFireInOrderEvenIfTheLoopSleptThroughThemAll() {
		for (int seconds : new int[] { 100, 1, 26, 25, 60 }) {
			this.loop.schedule(Duration.ofSeconds(seconds), () -> this.done.add("" + seconds));
		}
		this.ticker.advance(Duration.ofSeconds(61));
		turns();
		assertThat(this.done).containsExactlyInAnyOrder("1", "25", "26", "60");

		this.ticker.advance(Duration.ofSeconds(40));
		turns();
		assertThat(this.done).endsWith("100");
		assertThat(this.loop.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void timerThatSchedulesItselfGoesOn() {
		this.loop.schedule(Duration.ofSeconds(1), this::again);
		for (int i = 0; i < 100; i++) {
			this.ticker.advance(Duration.ofMillis(100));
			this.loop.turn();
		}

		assertThat(this.done).hasSizeBetween(8, 10);
	}

	@Test
	void executeNowOrLaterRunsAtOnceOnlyInATurn() {
		this.loop.executeNowOrLater(() -> this.done.add("later"));
		assertThat(this.done).isEmpty();
		this.loop.execute(() -> {
			this.loop.executeNowOrLater(() -> this.done.add("now"));
			this.done.add("after");
		});
		turns();

		assertThat(this.done).containsExactly("later", "now", "after");
	}

	private void again() {
		this.done.add("tick");
		this.loop.schedule(Duration.ofSeconds(1), this::again);
	}

	private void post(String name) {
		this.loop.execute(() -> this.done.add(name));
	}

	private void turns() {
		while (this.loop.turn() || !this.loop.rest()) {
			// Until nothing is left.
		}
	}

	private Flushable flushable(String name) {
		return new Flushable() {
			@Override
			protected void flush() {
				LoopTests.this.done.add(name);
			}
		};
	}

}
