package dev.realtime.benchmark.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.realtime.RealtimePublisher;
import dev.realtime.benchmark.payload.StampedPayload;
import dev.realtime.benchmark.report.Machine;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.Channels;
import dev.realtime.channel.SubscribeOptions;
import dev.realtime.loop.LoopThreads;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;

/**
 * Measures two nodes on one Redis: how many publications with history one node gets
 * confirmed, and how long a publication takes to a socket of the other.
 *
 * <p>
 * Both nodes and the client live in one JVM, so all moments are of one clock; every
 * message still goes through Redis and over sockets.
 */
public final class NodesBenchmark {

	private static final String CHANNEL = "bench";

	private static final int SIZE = 200;

	private static final int RATE = 1000;

	private static final int PASSES = 5;

	private static final Duration PASS = Duration.ofSeconds(10);

	private static final Duration WARM_UP = Duration.ofSeconds(5);

	/** As many on their way in each channel. */
	private static final int IN_FLIGHT = 256;

	private NodesBenchmark() {
	}

	/**
	 * Runs it.
	 * @param arguments the address of a Redis of which nothing is kept, such as
	 * {@code redis://localhost:6379}
	 */
	public static void main(String[] arguments) {
		if (arguments.length != 1) {
			System.err.println("bin/bench nodes redis://localhost:6379: say which Redis may be used");
			System.exit(2);
		}
		System.out.println(Machine.thisOne());
		String cluster = "bench-" + UUID.randomUUID();
		Moments moments = new Moments();
		try (ConfigurableApplicationContext publisher = BenchNode.start(arguments[0], cluster, "publisher");
				ConfigurableApplicationContext other = BenchNode.start(arguments[0], cluster, "other",
						new HeardTimes(moments.heard::mark))) {
			latency(publisher.getBean(RealtimePublisher.class), other, moments);
			for (int channels : List.of(1, 8, 64)) {
				throughput(publisher.getBean(RealtimePublisher.class), channels);
			}
		}
		System.exit(0);
	}

	private static void latency(RealtimePublisher publisher, ConfigurableApplicationContext other, Moments moments) {
		int port = ((WebServerApplicationContext) other).getWebServer().getPort();
		ChannelName channel = ChannelName.of(CHANNEL);
		HandOver handOver = new HandOver(other.getBean(LoopThreads.class).loops().of(channel), moments.given::mark);
		handOver.loop()
			.execute(() -> other.getBean(Channels.class)
				.subscribe(channel, other.getBean(ChannelRules.class).find(channel), handOver,
						SubscribeOptions.DEFAULTS, (subscription) -> subscription.release(), (failure) -> {
							throw new IllegalStateException(failure);
						}));
		try (Listener listener = new Listener(port, CHANNEL, moments.received::mark)) {
			pace(publisher, moments, WARM_UP);
			List<long[]> passes = new ArrayList<>();
			for (int pass = 0; pass < PASSES; pass++) {
				passes.add(pace(publisher, moments, PASS));
			}
			System.out.printf("%nOne publication of %d bytes, history of 100, %d a second, %d passes of %d s (µs)%n",
					SIZE, RATE, PASSES, PASS.toSeconds());
			row(passes, "publish -> confirmed to the publisher", moments.published, moments.confirmed);
			row(passes, "publish -> heard from Redis on the other node", moments.published, moments.heard);
			row(passes, "heard -> through home and shard", moments.heard, moments.given);
			row(passes, "through the shard -> read by the client", moments.given, moments.received);
			row(passes, "publish -> read by the client", moments.published, moments.received);
		}
	}

	/** Returns the first and the last offset of a pass. */
	private static long[] pace(RealtimePublisher publisher, Moments moments, Duration time) {
		long count = time.toSeconds() * RATE;
		long interval = 1_000_000_000L / RATE;
		long first = moments.next;
		long start = System.nanoTime();
		for (long i = 0; i < count; i++) {
			long due = start + i * interval;
			for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
			long offset = moments.next++;
			moments.published.mark(offset);
			publisher.publish(CHANNEL, Payload.json(StampedPayload.write(offset, due, SIZE)))
				.whenComplete((position, failure) -> {
					if (failure != null || position.offset() != offset) {
						throw new IllegalStateException("Publication " + offset + " is " + position, failure);
					}
					moments.confirmed.mark(offset);
				});
		}
		long last = moments.next - 1;
		long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
		while (moments.received.at(last) == 0 || moments.given.at(last) == 0) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("Publication " + last + " has not arrived");
			}
			LockSupport.parkNanos(1_000_000);
		}
		return new long[] { first, last };
	}

	private static void row(List<long[]> passes, String what, Marks from, Marks to) {
		System.out.printf(Locale.ROOT, "%-46s p50 %s   p99 %s%n", what, spread(passes, from, to, 0.5),
				spread(passes, from, to, 0.99));
	}

	/** Median of the passes, lowest and highest. */
	private static String spread(List<long[]> passes, Marks from, Marks to, double quantile) {
		LongUnaryOperator took = (offset) -> to.at(offset) - from.at(offset);
		long[] micros = passes.stream().mapToLong((pass) -> {
			long[] sorted = LongStream.rangeClosed(pass[0], pass[1]).map(took).sorted().toArray();
			return sorted[(int) (quantile * (sorted.length - 1))] / 1000;
		}).sorted().toArray();
		return String.format(Locale.ROOT, "%5d (%d to %d)", micros[micros.length / 2], micros[0],
				micros[micros.length - 1]);
	}

	private static void throughput(RealtimePublisher publisher, int channels) {
		load(publisher, channels, WARM_UP);
		double[] passes = new double[PASSES];
		for (int pass = 0; pass < PASSES; pass++) {
			passes[pass] = load(publisher, channels, WARM_UP);
		}
		Arrays.sort(passes);
		System.out.printf(Locale.ROOT, "%2d channels, %d on their way in each: %,.0f publications/s (%,.0f to %,.0f)%n",
				channels, IN_FLIGHT, passes[PASSES / 2], passes[0], passes[PASSES - 1]);
	}

	private static double load(RealtimePublisher publisher, int channels, Duration time) {
		AtomicLong confirmed = new AtomicLong();
		AtomicLong failed = new AtomicLong();
		List<Semaphore> windows = new ArrayList<>();
		for (int i = 0; i < channels; i++) {
			windows.add(new Semaphore(IN_FLIGHT));
		}
		byte[] payload = StampedPayload.write(1, 1, SIZE);
		long start = System.nanoTime();
		while (System.nanoTime() - start < time.toNanos()) {
			boolean any = false;
			for (int i = 0; i < channels; i++) {
				Semaphore window = windows.get(i);
				if (!window.tryAcquire()) {
					continue;
				}
				any = true;
				publisher.publish("load:" + i, Payload.json(payload)).whenComplete((position, failure) -> {
					((failure == null) ? confirmed : failed).incrementAndGet();
					window.release();
				});
			}
			if (!any) {
				LockSupport.parkNanos(20_000);
			}
		}
		double perSecond = confirmed.get() / ((System.nanoTime() - start) / 1e9);
		windows.forEach((window) -> window.acquireUninterruptibly(IN_FLIGHT));
		if (failed.get() > 0) {
			throw new IllegalStateException(failed.get() + " publications have failed");
		}
		return perSecond;
	}

	/** When each publication came where. */
	private static final class Moments {

		private final Marks published = new Marks();

		private final Marks confirmed = new Marks();

		private final Marks heard = new Marks();

		private final Marks given = new Marks();

		private final Marks received = new Marks();

		private long next = 1;

	}

	/** Moments by offset. */
	private static final class Marks {

		private final AtomicLongArray nanos = new AtomicLongArray(
				(int) (RATE * (WARM_UP.toSeconds() + PASSES * PASS.toSeconds())) + 1);

		void mark(long offset) {
			if (offset < this.nanos.length()) {
				this.nanos.set((int) offset, System.nanoTime());
			}
		}

		long at(long offset) {
			return this.nanos.get((int) offset);
		}

	}

}
