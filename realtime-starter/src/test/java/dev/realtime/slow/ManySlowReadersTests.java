package dev.realtime.slow;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import dev.realtime.testing.KernelSockets;
import dev.realtime.testing.StampedCrowd;

import static org.awaitility.Awaitility.await;

/**
 * A thousand clients of one node that stop reading at the same time, with kernel buffers
 * so small that the node notices: a third of them reads nothing at all, the others take
 * turns at reading 1 KB/s. What the node holds for them stays small, nobody is closed,
 * and when they read again everybody is right in the end.
 *
 * <p>
 * Liveness is judged by what a client says, and one that reads nothing says nothing, so
 * heartbeats are rare here: what is shown is backpressure. How to run it in full is said
 * in {@link SlowReaderTests}.
 */
class ManySlowReadersTests {

	private static final int READERS = 1000;

	private static final int BYSTANDERS = 50;

	private static final int TINY_BUFFER = 4096;

	private static final long WINDOW_BYTES = 64 * 1024;

	private static final long PUBLICATION_BYTES = 4 * 1024 + 256;

	private static final long MEGABYTE = 1024 * 1024;

	/** The tails of three channels on each loop, history, and whatever else grows. */
	private static final long SHARED_BYTES = 64 * MEGABYTE;

	/** A page of the kernel's may hold as little as a quarter of what it could. */
	private static final int KERNEL_OVERHEAD = 4;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration IN_THE_END = Duration.ofSeconds(60);

	/** How long collecting garbage and counting may take, within the run. */
	private static final Duration MEASURING = Duration.ofSeconds(2);

	private static final Duration TURN = Duration.ofSeconds(2);

	private static final RunLength RUN = RunLength.ofThisRun();

	@Test
	void thousandSlowReadersCostLittleAreNotClosedAndAreRightInTheEnd() {
		// So little that the feed, too, has to be read back from history.
		try (SlowServer server = SlowServer.start("realtime.backpressure.max-lag=64KB",
				"realtime.backpressure.close-after=60s", "realtime.heartbeat.interval=60s",
				"realtime.heartbeat.timeout=60s");
				StampedCrowd readers = new StampedCrowd(
						new StampedCrowd.Plan(READERS, Audience.MATCH, TINY_BUFFER, false));
				StampedCrowd bystanders = new StampedCrowd(
						new StampedCrowd.Plan(BYSTANDERS, Audience.MATCH, 0, false))) {
			readers.connect(server.address());
			bystanders.connect(server.address());
			await().atMost(PATIENCE).until(() -> readers.ready() == READERS && bystanders.ready() == BYSTANDERS);
			Held before = Held.by(server);

			readers.readAtMost((reader) -> 0);
			server.begin(1);
			takeTurns(readers, RUN.duration().minus(MEASURING));
			Held slow = Held.by(server);
			int ended = readers.endings().size();
			readers.readFreely();
			Map<String, Long> newest = server.newest();
			Duration took = Pass.until(IN_THE_END, () -> readers.behind(newest) == 0);
			Map<String, Long> last = server.stop();
			Pass.until(PATIENCE, () -> readers.behind(last) + bystanders.behind(last) == 0);
			Held after = Held.by(server);

			Audience.say(READERS + " readers for " + RUN.seconds() + " s, " + ended + " closed; before: " + before
					+ "; slow: " + slow + "; after: " + after);
			Audience.say("current after " + took.toMillis() + " ms: "
					+ Audience.MATCH.stream()
						.map((channel) -> channel + " " + readers.heard(channel) + ", behind "
								+ readers.behind(Map.of(channel, last.getOrDefault(channel, 0L))))
						.toList()
					+ "; bystanders: " + bystanders.latencies());
			SoftAssertions.assertSoftly((softly) -> {
				assertBounded(softly, before, slow);
				softly.assertThat(readers.endings()).as("connections that ended").isEmpty();
				assertRight(softly, readers, last);
				softly.assertThat(bystanders.heard("match:1:feed"))
					.as("feed of bystanders")
					.returns(0L, StampedCrowd.Heard::missing)
					.returns(0L, StampedCrowd.Heard::repeated)
					.returns(0, StampedCrowd.Heard::resyncs);
			});
		}
	}

	/** Two thirds read a little, every other one of them at a time. */
	private static void takeTurns(StampedCrowd readers, Duration time) {
		long end = System.nanoTime() + time.toNanos();
		for (int turn = 0; System.nanoTime() - end < 0; turn++) {
			int reads = turn % 2;
			readers.readAtMost((reader) -> (reader % 3 != 0 && reader % 2 == reads) ? 1024 : 0);
			Pass.until(TURN, () -> System.nanoTime() - end >= 0);
		}
	}

	private static void assertBounded(SoftAssertions softly, Held before, Held slow) {
		softly.assertThat(slow.heapBytes - before.heapBytes)
			.as("heap that slow readers cost")
			.isLessThan(READERS * WINDOW_BYTES + SHARED_BYTES);
		softly.assertThat(slow.directBytes).as("direct buffers").isLessThan(SHARED_BYTES);
		if (KernelSockets.areKnown()) {
			softly.assertThat(slow.kernel.sendQueueBytes())
				.as("bytes in send queues")
				.isPositive()
				.isLessThanOrEqualTo(READERS * (WINDOW_BYTES + PUBLICATION_BYTES));
			softly.assertThat(slow.kernel.memoryBytes() - before.kernel.memoryBytes())
				.as("memory of the kernel's sockets")
				.isLessThan(READERS * WINDOW_BYTES * KERNEL_OVERHEAD);
		}
	}

	private static void assertRight(SoftAssertions softly, StampedCrowd readers, Map<String, Long> newest) {
		softly.assertThat(readers.behind(newest)).as("subscriptions that are behind").isZero();
		softly.assertThat(readers.heard("match:1:feed"))
			.as("feed")
			.returns(READERS * newest.getOrDefault("match:1:feed", 0L), StampedCrowd.Heard::received)
			.returns(0L, StampedCrowd.Heard::missing)
			.returns(0, StampedCrowd.Heard::unrecovered);
		for (String channel : Audience.MATCH) {
			softly.assertThat(readers.heard(channel).repeated()).as("repeated in %s", channel).isZero();
			softly.assertThat(readers.heard(channel).mostResyncs())
				.as("resubscriptions of one subscription in 30 s, %s", channel)
				.isLessThanOrEqualTo(1);
		}
	}

	/**
	 * What is held for clients at a moment.
	 *
	 * @param heapBytes heap of the node after a collection
	 * @param directBytes its direct buffers
	 * @param kernel what the kernel holds
	 */
	private record Held(long heapBytes, long directBytes, KernelSockets kernel) {

		static Held by(SlowServer server) {
			Map<String, Long> memory = server.memory();
			KernelSockets kernel = KernelSockets.areKnown() ? KernelSockets.ofPort(server.address().getPort())
					: new KernelSockets(0, 0);
			return new Held(memory.getOrDefault("heap", 0L), memory.getOrDefault("direct", 0L), kernel);
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT,
					"heap %.1f MB, direct %.1f MB, send queues %.1f MB, kernel sockets %.1f MB",
					megabytes(this.heapBytes), megabytes(this.directBytes), megabytes(this.kernel.sendQueueBytes()),
					megabytes(this.kernel.memoryBytes()));
		}

		private static double megabytes(long bytes) {
			return (double) bytes / MEGABYTE;
		}

	}

}
