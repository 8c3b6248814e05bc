package dev.realtime.slow;

import java.time.Duration;
import java.util.List;
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

	private static final List<String> FORGETFUL = List.of("match:3:score", "match:3:feed", "match:3:talk");

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
				StampedCrowd readers = readers(Audience.MATCH);
				StampedCrowd forgotten = readers(FORGETFUL);
				StampedCrowd bystanders = new StampedCrowd(
						new StampedCrowd.Plan(BYSTANDERS, Audience.MATCH, 0, false))) {
			List<StampedCrowd> slow = List.of(readers, forgotten);
			slow.forEach((crowd) -> crowd.connect(server.address()));
			bystanders.connect(server.address());
			await().atMost(PATIENCE)
				.until(() -> readers.ready() + forgotten.ready() + bystanders.ready() == READERS + BYSTANDERS);
			Held before = Held.by(server);

			slow.forEach((crowd) -> crowd.readAtMost((reader) -> 0));
			server.begin(1, 3);
			takeTurns(slow, RUN.duration().minus(MEASURING));
			Held held = Held.by(server);
			int ended = readers.endings().size() + forgotten.endings().size();
			slow.forEach(StampedCrowd::readFreely);
			Map<String, Long> newest = server.newest();
			Duration took = Pass.until(IN_THE_END, () -> readers.behind(newest) + forgotten.behind(newest) == 0);
			Map<String, Long> last = server.stop();
			Pass.until(PATIENCE, () -> readers.behind(last) + forgotten.behind(last) + bystanders.behind(last) == 0);

			Audience.say(READERS + " readers for " + RUN.seconds() + " s, " + ended + " closed; before: " + before
					+ "; slow: " + held + "; after: " + Held.by(server));
			Audience.say("current after " + took.toMillis() + " ms: " + figures(readers, Audience.MATCH)
					+ figures(forgotten, FORGETFUL) + "; bystanders: " + bystanders.latencies());
			SoftAssertions.assertSoftly((softly) -> {
				assertBounded(softly, before, held);
				assertRight(softly, readers, Audience.MATCH, last);
				assertRight(softly, forgotten, FORGETFUL, last);
				softly.assertThat(readers.heard("match:1:feed"))
					.as("feed that history has")
					.returns(READERS / 2 * last.getOrDefault("match:1:feed", 0L), StampedCrowd.Heard::received)
					.returns(0L, StampedCrowd.Heard::missing)
					.returns(0, StampedCrowd.Heard::resyncs);
				StampedCrowd.Heard told = forgotten.heard("match:3:feed");
				softly.assertThat(told.resyncs()).as("readers that are told what history does not have").isPositive();
				softly.assertThat(told.unrecovered()).as("each of them is answered so").isEqualTo(told.resyncs());
				softly.assertThat(bystanders.heard("match:1:feed"))
					.as("feed of bystanders")
					.returns(0L, StampedCrowd.Heard::missing)
					.returns(0L, StampedCrowd.Heard::repeated)
					.returns(0, StampedCrowd.Heard::resyncs);
			});
		}
	}

	private static StampedCrowd readers(List<String> channels) {
		return new StampedCrowd(new StampedCrowd.Plan(READERS / 2, channels, TINY_BUFFER, false));
	}

	private static List<String> figures(StampedCrowd crowd, List<String> channels) {
		return channels.stream().map((channel) -> channel + " " + crowd.heard(channel)).toList();
	}

	/** Two thirds read a little, every other one of them at a time. */
	private static void takeTurns(List<StampedCrowd> slow, Duration time) {
		long end = System.nanoTime() + time.toNanos();
		for (int turn = 0; System.nanoTime() - end < 0; turn++) {
			int reads = turn % 2;
			slow.forEach((crowd) -> crowd.readAtMost((reader) -> (reader % 3 != 0 && reader % 2 == reads) ? 1024 : 0));
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

	private static void assertRight(SoftAssertions softly, StampedCrowd crowd, List<String> channels,
			Map<String, Long> newest) {
		softly.assertThat(crowd.endings()).as("connections that ended").isEmpty();
		softly.assertThat(crowd.behind(newest)).as("subscriptions that are behind").isZero();
		for (String channel : channels) {
			softly.assertThat(crowd.heard(channel).repeated()).as("repeated in %s", channel).isZero();
			// Each is told once in 30 s; a push that is read late comes close to the
			// next.
			softly.assertThat(crowd.heard(channel).mostResyncs())
				.as("resubscriptions of one subscription in 30 s, %s", channel)
				.isLessThanOrEqualTo(2);
			softly.assertThat(crowd.heard(channel).resyncs())
				.as("resubscriptions in all, %s", channel)
				.isLessThanOrEqualTo(READERS / 2 * (int) (1 + RUN.duration().plus(IN_THE_END).toSeconds() / 30));
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
