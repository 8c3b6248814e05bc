package dev.realtime.overload;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopLagTests {

	private final StandingLoop first = new StandingLoop();

	private final StandingLoop second = new StandingLoop();

	private long now;

	private final LoopLag lag = new LoopLag(List.of(this.first, this.second), () -> this.now);

	@Test
	void saysHowLongTheTaskOfTheReadingBeforeHasWaited() {
		assertThat(readAt(0)).isZero();
		goOnAt(30);

		assertThat(readAt(500)).isEqualTo(30);
		goOnAt(502);

		assertThat(readAt(1000)).isEqualTo(2);
	}

	@Test
	void slowestLoopCounts() {
		readAt(0);
		this.now = millis(5);
		this.first.goOn();
		this.now = millis(70);
		this.second.goOn();

		assertThat(readAt(500)).isEqualTo(70);
	}

	@Test
	void loopThatStandsStillIsSeenWhileItDoes() {
		readAt(0);

		assertThat(readAt(500)).isEqualTo(500);
		assertThat(readAt(1000)).isEqualTo(1000);
		assertThat(readAt(1500)).isEqualTo(1500);
	}

	@Test
	void pauseIsToldOnce() {
		readAt(0);
		assertThat(readAt(500)).isEqualTo(500);

		goOnAt(600);
		goOnAt(601);

		assertThat(readAt(1000)).isEqualTo(1);
	}

	@Test
	void lagThatLastsLongerThanAReadingIsToldEachTime() {
		// Every task waits for 600 ms.
		readAt(0);
		assertThat(readAt(500)).isEqualTo(500);
		goOnAt(600);
		assertThat(readAt(1000)).as("the next has waited for 400 only").isEqualTo(600);
		goOnAt(1200);
		assertThat(readAt(1500)).isEqualTo(600);
	}

	@Test
	void oneTaskWaitsAtATime() {
		for (int i = 0; i < 100; i++) {
			readAt(i);
		}

		assertThat(this.first.tasks).hasSize(1);
	}

	@Test
	void loopThatHasEndedDoesNotLag() {
		LoopLag ended = new LoopLag(List.<Executor>of((task) -> {
			throw new RejectedExecutionException("ended, for a test");
		}), () -> this.now);

		assertThat(ended.nanos()).isZero();
		this.now = millis(500);
		assertThat(ended.nanos()).isZero();
	}

	private long readAt(long millis) {
		this.now = millis(millis);
		return TimeUnit.NANOSECONDS.toMillis(this.lag.nanos());
	}

	private void goOnAt(long millis) {
		this.now = millis(millis);
		this.first.goOn();
		this.second.goOn();
	}

	private static long millis(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

	/** Runs what it has when told to. */
	private static final class StandingLoop implements Executor {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		void goOn() {
			for (int waiting = this.tasks.size(); waiting > 0; waiting--) {
				this.tasks.remove().run();
			}
		}

	}

}
