package dev.realtime.outbound;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WriteGateTests {

	private final WriteGate gate = new WriteGate();

	@Test
	void endOfAWriteNobodyWaitsForWakesNobody() {
		assertThat(this.gate.begin()).isTrue();
		assertThat(this.gate.end()).isFalse();
		assertThat(this.gate.begin()).isTrue();
	}

	@Test
	void endOfAWriteThatIsWaitedForWakesOnce() {
		assertThat(this.gate.begin()).isTrue();
		assertThat(this.gate.begin()).isFalse();
		assertThat(this.gate.begin()).isFalse();
		assertThat(this.gate.end()).isTrue();
		assertThat(this.gate.begin()).isTrue();
		assertThat(this.gate.end()).isFalse();
	}

	@Test
	void noWakeUpIsLostAndNoTwoWritesOverlapWhenAnotherThreadEndsThem() throws InterruptedException {
		ExecutorService writer = Executors.newSingleThreadExecutor();
		Semaphore woken = new Semaphore(0);
		AtomicInteger inFlight = new AtomicInteger();
		AtomicInteger overlaps = new AtomicInteger();
		try {
			for (int write = 0; write < 100_000; write++) {
				while (!this.gate.begin()) {
					assertThat(woken.tryAcquire(10, TimeUnit.SECONDS)).as("woken for write %d", write).isTrue();
				}
				overlaps.addAndGet(inFlight.getAndIncrement());
				writer.execute(() -> {
					inFlight.decrementAndGet();
					if (this.gate.end()) {
						woken.release();
					}
				});
			}
		}
		finally {
			writer.shutdown();
		}
		assertThat(overlaps).hasValue(0);
	}

}
