package dev.realtime.benchmark.micro;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.realtime.channel.RecoveryMode;
import dev.realtime.message.Payload;

/**
 * What one publication costs for each of a thousand subscribers on one loop: through
 * home, shard, cursor and window up to the connection, which only counts.
 *
 * <p>
 * Run with {@code -prof gc}: on a busy machine bytes allocated are to be believed, and
 * nanoseconds are not.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DeliveryBenchmark {

	private static final int SUBSCRIBERS = 1000;

	private static final int MISSED = 32;

	private static final int PAYLOAD_BYTES = 200;

	private static final int DEFAULT_WINDOW = 64 * 1024;

	/** Never full while a fork lasts, so that no ping is between the publications. */
	private static final int ENDLESS_WINDOW = 1024 * 1024 * 1024;

	/** How many acknowledgements open any window. */
	private static final int OPENING = 6;

	private static Payload payload(int bytes) {
		return Payload.json("\"" + "x".repeat(bytes - 2) + "\"");
	}

	/**
	 * Everybody has room and is given the publication at once.
	 * @param node the subscribers
	 */
	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS)
	public void current(Current node) {
		node.publishToEverybody();
	}

	/**
	 * Nobody has room: the price of staying behind.
	 * @param node the subscribers
	 */
	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS)
	public void behind(Behind node) {
		node.publishToNobody();
	}

	/**
	 * Everybody has a little room, too little for a publication.
	 * @param node the subscribers
	 */
	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS)
	public void behindForWantOfBytes(AlmostFull node) {
		node.publishToNobody();
	}

	/**
	 * Everybody is 32 publications behind, acknowledges, and is given them: the price of
	 * each of them, the acknowledgement included. While they pile up no time is counted,
	 * but what that allocates is.
	 * @param node the subscribers
	 */
	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS * MISSED)
	public void caughtUp(Lagging node) {
		node.catchUp();
	}

	/** Subscribers with room for whatever comes. */
	@State(Scope.Thread)
	public static class Current {

		private final DeliveryNode node = new DeliveryNode(SUBSCRIBERS, ENDLESS_WINDOW, RecoveryMode.STREAM);

		private final Payload payload = payload(PAYLOAD_BYTES);

		void publishToEverybody() {
			long delivered = this.node.delivered();
			long writes = this.node.writes();
			this.node.publish(this.payload);
			this.node.run();
			DeliveryNode.check(this.node.delivered() - delivered == SUBSCRIBERS, "Somebody was given nothing");
			DeliveryNode.check(this.node.writes() - writes == SUBSCRIBERS, "Writes are not one for each subscriber");
		}

	}

	/** Subscribers who owe more than the window. */
	@State(Scope.Thread)
	public static class Behind {

		final Payload payload = payload(PAYLOAD_BYTES);

		final DeliveryNode node = new DeliveryNode(SUBSCRIBERS, DEFAULT_WINDOW, RecoveryMode.CACHE);

		/**
		 * Fills the windows.
		 */
		@Setup
		public void fill() {
			fillBeyond(this.node, DEFAULT_WINDOW);
		}

		void publishToNobody() {
			long delivered = this.node.delivered();
			long bytes = this.node.bytes();
			this.node.publish(this.payload);
			this.node.run();
			DeliveryNode.check(this.node.delivered() == delivered, "Somebody was given a publication");
			DeliveryNode.check(this.node.bytes() == bytes, "Something was written");
		}

	}

	/** Subscribers who owe nearly as much as the window. */
	@State(Scope.Thread)
	public static class AlmostFull extends Behind {

		@Override
		@Setup
		public void fill() {
			long before;
			do {
				before = this.node.delivered();
				this.node.publish(this.payload);
				this.node.run();
			}
			while (this.node.delivered() > before);
		}

	}

	/**
	 * Subscribers whose windows are as large as what they miss: given all of it, they
	 * have no room again.
	 */
	@State(Scope.Thread)
	public static class Lagging {

		/** The most an offset has. */
		private static final int OFFSET_DIGITS = 9;

		private final int frameBytes = frameBytes();

		private final DeliveryNode node = new DeliveryNode(SUBSCRIBERS, MISSED * (this.frameBytes + 1),
				RecoveryMode.STREAM);

		/** By how many digits the offset has, so that all frames are equally long. */
		private final Payload[] payloads = new Payload[OFFSET_DIGITS + 1];

		private long published;

		/** Of any publication but the first, which brings the epoch along. */
		private static int frameBytes() {
			DeliveryNode single = new DeliveryNode(1, DEFAULT_WINDOW, RecoveryMode.STREAM);
			Payload payload = payload(PAYLOAD_BYTES + OFFSET_DIGITS - 1);
			single.publish(payload);
			single.run();
			long before = single.bytes();
			single.publish(payload);
			single.run();
			return (int) (single.bytes() - before);
		}

		/**
		 * Makes the payloads, and fills the windows as each invocation leaves them.
		 */
		@Setup
		public void fill() {
			for (int digits = 1; digits <= OFFSET_DIGITS; digits++) {
				this.payloads[digits] = payload(PAYLOAD_BYTES + OFFSET_DIGITS - digits);
			}
			fillBeyond(this.node, MISSED * (this.frameBytes + 1));
			this.published = OPENING;
		}

		/**
		 * Publishes what everybody misses.
		 */
		@Setup(Level.Invocation)
		public void pileUp() {
			for (int i = 0; i < MISSED; i++) {
				this.published++;
				this.node.publish(this.payloads[Long.toString(this.published).length()]);
			}
			this.node.run();
		}

		void catchUp() {
			long delivered = this.node.delivered();
			long writes = this.node.writes();
			this.node.acknowledge();
			DeliveryNode.check(this.node.delivered() - delivered == SUBSCRIBERS * MISSED,
					"Subscribers were given " + (this.node.delivered() - delivered));
			DeliveryNode.check(this.node.writes() - writes == SUBSCRIBERS, "Writes are not one for each subscriber");
		}

	}

	/**
	 * Publications larger than the window, which only leave when nothing is owed. Each
	 * acknowledgement in time opens the window further, up to the whole; the last one is
	 * owed.
	 */
	private static void fillBeyond(DeliveryNode node, int windowBytes) {
		long before = node.delivered();
		for (int i = 0; i < OPENING; i++) {
			node.publish(payload(windowBytes));
			node.run();
			// The replies to connect and subscribe, or the one before, are owed still; a
			// ping asks for them.
			node.acknowledge();
		}
		DeliveryNode.check(node.delivered() - before == OPENING * SUBSCRIBERS, "Windows are not full");
	}

}
