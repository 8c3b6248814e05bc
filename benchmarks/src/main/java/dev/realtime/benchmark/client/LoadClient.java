package dev.realtime.benchmark.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;

/**
 * Thousands of subscribers in one process.
 *
 * <p>
 * Used by one thread, which waits in its methods; every wait is bounded. Connections are
 * spread evenly over the event loops and, above 10,000, over several source addresses, so
 * that ports left over from an earlier run never stand in the way.
 */
public final class LoadClient implements AutoCloseable {

	private static final long TASK_SECONDS = 60;

	private final Target target;

	private final MultiThreadIoEventLoopGroup group;

	private final List<LoadLoop> loops;

	private final Openings openings;

	private int connections;

	/**
	 * Creates a client without connections.
	 * @param target where they will go
	 * @param loops how many event loops serve them
	 */
	public LoadClient(Target target, int loops) {
		this.target = target;
		this.openings = new Openings(UpgradeRequest.of(target.address(), target.path()));
		this.group = new MultiThreadIoEventLoopGroup(loops, LoadLoop.io());
		this.loops = Stream.generate(() -> new LoadLoop(this.group.next(), target, this.openings))
			.limit(loops)
			.toList();
	}

	/**
	 * Opens connections and subscribes them.
	 * @param number how many
	 * @param atOnce how many may be opening at the same time
	 * @param limit how long to wait for all of them
	 * @return how long it took
	 * @throws IllegalStateException if one of them fails or time runs out
	 */
	public Duration connect(int number, int atOnce, Duration limit) {
		long start = System.nanoTime();
		long deadline = start + limit.toNanos();
		Semaphore permits = this.openings.begin(atOnce);
		for (int i = 0; i < number; i++) {
			await(permits, 1, deadline, i, number);
			this.loops.get(this.connections % this.loops.size()).open(this.connections);
			this.connections++;
		}
		await(permits, atOnce, deadline, number, number);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * Publishes probes until every connection has heard one.
	 * @param publications where probes come from
	 * @param limit how long to try
	 */
	public void probe(Publications publications, Duration limit) {
		long deadline = System.nanoTime() + limit.toNanos();
		while (sum(LoopLedger::connectionsProbed) < this.connections) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("Only " + sum(LoopLedger::connectionsProbed) + " of " + this.connections
						+ " connections heard a probe within " + limit.toSeconds()
						+ " s: does the server publish to the channel '" + this.target.channel() + "'?"
						+ this.openings.failures());
			}
			publications.probe();
			long again = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
			Waiting.until(() -> sum(LoopLedger::connectionsProbed) >= this.connections, again);
		}
	}

	/**
	 * Forgets what was counted so far, but for the numbers that are due.
	 */
	public void reset() {
		onEachLoop((ledger) -> {
			ledger.reset();
			return Boolean.TRUE;
		});
	}

	/**
	 * Creates a window over these connections.
	 * @param publications what it lets out
	 * @return a closed window
	 */
	public Window window(Publications publications) {
		int used = Math.min(this.connections, this.loops.size());
		Window window = new Window(publications, used);
		onEachLoop((ledger) -> {
			ledger.watch(window);
			return Boolean.TRUE;
		});
		return window;
	}

	/**
	 * Returns how many publications were received since the start, by all connections
	 * together. Cheap, for watching.
	 * @return the sum
	 */
	public long deliveries() {
		return sum(LoopLedger::deliveries);
	}

	/**
	 * Waits until every connection received everything, or nothing arrives any more.
	 * @param published how many publications there were since the start
	 * @param patience how long nothing may arrive
	 */
	public void drain(long published, Duration patience) {
		long all = published * this.connections;
		long seen = -1;
		while (deliveries() < all && deliveries() != seen) {
			seen = deliveries();
			long deadline = System.nanoTime() + patience.toNanos();
			long before = seen;
			Waiting.until(() -> deliveries() >= all || deliveries() != before, deadline);
		}
	}

	/**
	 * Adds up what was received since the last reset.
	 * @param published how many publications there were since the start
	 * @return the sum over all loops
	 */
	public Tally tally(long published) {
		return onEachLoop((ledger) -> ledger.tally(published)).stream().reduce(Tally.empty(), Tally::plus);
	}

	/**
	 * Says why connections ended that should not have.
	 * @return the first reason, with a leading blank, or nothing
	 */
	public String failures() {
		return this.openings.failures();
	}

	/**
	 * Returns a publisher that sends over the first connection, for servers that have no
	 * control connection.
	 * @return the publisher
	 */
	public Publisher overFirstConnection() {
		LoadLoop first = this.loops.get(0);
		return (sequence, moment, size) -> first.submit((ledger) -> {
			ledger.connections().get(0).publish(sequence, moment, size);
			return Boolean.TRUE;
		});
	}

	/**
	 * Drops all connections.
	 */
	@Override
	public void close() {
		onEachLoop((ledger) -> {
			ledger.connections().forEach(LoadConnection::leave);
			return Boolean.TRUE;
		});
		this.group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(TASK_SECONDS, TimeUnit.SECONDS);
	}

	private void await(Semaphore permits, int number, long deadline, int opened, int wanted) {
		boolean acquired = Waiting.until(() -> permits.tryAcquire(number) || this.openings.hasFailed(), deadline);
		if (this.openings.hasFailed()) {
			throw new IllegalStateException("A connection failed after " + opened + " of " + wanted + " were begun:"
					+ this.openings.failures());
		}
		if (!acquired) {
			throw new IllegalStateException("Time ran out after " + opened + " of " + wanted
					+ " connections were begun: the server answers too slowly");
		}
	}

	private long sum(ToLongFunction<LoopLedger> count) {
		return this.loops.stream().map(LoadLoop::ledger).mapToLong(count).sum();
	}

	private <T> List<T> onEachLoop(Function<LoopLedger, T> task) {
		List<Future<T>> futures = this.loops.stream().map((loop) -> loop.submit(task)).toList();
		return futures.stream().map((future) -> {
			if (!future.awaitUninterruptibly(TASK_SECONDS, TimeUnit.SECONDS) || !future.isSuccess()) {
				throw new IllegalStateException("An event loop did not answer in time or failed", future.cause());
			}
			return future.getNow();
		}).toList();
	}

}
