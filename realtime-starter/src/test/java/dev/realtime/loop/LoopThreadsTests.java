package dev.realtime.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopThreadsTests {

	private final LoopThreads threads = new LoopThreads(2, Ticker.SYSTEM);

	@BeforeEach
	void start() {
		this.threads.start();
	}

	@AfterEach
	void stop() {
		this.threads.stop();
	}

	@Test
	void tasksOfManyThreadsAllRunEachThreadsInItsOrder() throws InterruptedException {
		int posters = 4;
		int each = 20_000;
		Loop loop = this.threads.loops().all().get(0);
		int[] next = new int[posters];
		List<String> outOfOrder = new ArrayList<>();
		CountDownLatch ran = new CountDownLatch(posters * each);
		List<Thread> started = new ArrayList<>();
		for (int poster = 0; poster < posters; poster++) {
			int self = poster;
			Thread thread = new Thread(() -> {
				for (int number = 0; number < each; number++) {
					int expected = number;
					loop.execute(() -> {
						if (next[self]++ != expected) {
							outOfOrder.add(self + ": " + expected);
						}
						ran.countDown();
					});
				}
			});
			started.add(thread);
			thread.start();
		}

		assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
		for (Thread thread : started) {
			thread.join();
		}
		assertThat(outOfOrder).isEmpty();
	}

	@Test
	void sleepingLoopWakesForItsTimer() throws InterruptedException {
		Loop loop = this.threads.loops().all().get(1);
		CountDownLatch fired = new CountDownLatch(1);
		loop.execute(() -> loop.schedule(Duration.ofMillis(120), fired::countDown));

		assertThat(fired.await(10, TimeUnit.SECONDS)).isTrue();
	}

}
