package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Many clients on one thread that listen to {@link Stamped} publications: each notices
 * what is missing, what comes twice and how long it took, and may be told to read slowly
 * or not at all. Thread-safe.
 */
public final class StampedCrowd implements AutoCloseable {

	private static final int READ_BYTES = 256 * 1024;

	private static final long TICK_MILLIS = 10;

	private static final long PATIENCE_SECONDS = 30;

	private final Plan plan;

	private final List<StampedClient> clients = new ArrayList<>();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);

	private final Selector selector;

	private Latencies latencies = new Latencies();

	private boolean paced;

	private @Nullable Arrivals arrivals;

	private int dialed;

	private long tickedAt;

	private volatile boolean closed;

	/**
	 * Makes clients that are not connected.
	 * @param plan what they are like
	 */
	public StampedCrowd(Plan plan) {
		this.plan = plan;
		for (int i = 0; i < plan.clients; i++) {
			this.clients.add(new StampedClient(this, plan.channels));
		}
		try {
			this.selector = Selector.open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::run, "stamped-crowd");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Begins to connect all of them.
	 * @param address of the node, or of what stands before it
	 */
	public void connect(InetSocketAddress address) {
		execute(() -> this.clients
			.forEach((client) -> client.connect(this.selector, address, this.plan.receiveBufferBytes)));
	}

	/**
	 * Begins to connect them one after the other.
	 * @param address of the node, or of what stands before it
	 * @param perSecond how many in a second
	 */
	public void arrive(InetSocketAddress address, int perSecond) {
		execute(() -> {
			this.arrivals = new Arrivals(address, perSecond, System.nanoTime());
		});
	}

	/**
	 * Returns how long handshakes took that were refused, from the call of connect to the
	 * answer.
	 * @return the figures
	 */
	public Latencies.Summary refusals() {
		return ask(() -> {
			Latencies refusals = new Latencies();
			this.clients.stream()
				.filter((client) -> client.ending() != null)
				.forEach((client) -> refusals.add(client.ending().atNanos() - client.dialedNanos()));
			return refusals.summary();
		});
	}

	/**
	 * Has each read at most so much from now on.
	 * @param bytesPerSecond by number of the client; nothing is read at 0
	 */
	public void readAtMost(IntUnaryOperator bytesPerSecond) {
		execute(() -> {
			this.paced = true;
			long now = System.nanoTime();
			for (int i = 0; i < this.clients.size(); i++) {
				this.clients.get(i).pace(ReadingPace.of(bytesPerSecond.applyAsInt(i), now));
			}
		});
	}

	/**
	 * Has all read as fast as they can.
	 */
	public void readFreely() {
		execute(() -> {
			this.paced = false;
			this.clients.forEach((client) -> client.pace(ReadingPace.freely()));
		});
	}

	/**
	 * Forgets how long publications have taken so far.
	 */
	public void measureAnew() {
		execute(() -> this.latencies = new Latencies());
	}

	/**
	 * Returns how long publications took, all clients together.
	 * @return the figures since {@link #measureAnew()}
	 */
	public Latencies.Summary latencies() {
		return ask(() -> this.latencies.summary());
	}

	/**
	 * Returns how many have all their subscriptions.
	 * @return number of clients
	 */
	public int ready() {
		return ask(() -> (int) this.clients.stream().filter(StampedClient::isReady).count());
	}

	/**
	 * Returns whose connections have ended, and how.
	 * @return the endings, empty while all are connected
	 */
	public List<ConnectionEnd> endings() {
		return ask(() -> this.clients.stream().map(StampedClient::ending).filter(Objects::nonNull).toList());
	}

	/**
	 * Returns what came to the clients of one channel.
	 * @param channel which
	 * @return the figures, all clients together
	 */
	public Heard heard(String channel) {
		return ask(() -> {
			Heard sum = new Heard(0, 0, 0, 0, 0, 0);
			for (StampedClient client : this.clients) {
				for (ChannelLog log : client.logs()) {
					sum = log.channel().equals(channel) ? sum.with(log) : sum;
				}
			}
			return sum;
		});
	}

	/**
	 * Returns how many subscriptions have been given neither a publication nor a newer
	 * one.
	 * @param newest its number, by channel
	 * @return number of subscriptions, of all clients together
	 */
	public int behind(Map<String, Long> newest) {
		return ask(() -> (int) this.clients.stream()
			.flatMap((client) -> client.logs().stream())
			.filter((log) -> newest.containsKey(log.channel()) && log.number() < newest.get(log.channel()))
			.count());
	}

	/**
	 * Returns what has come to the first client so far, in the order in which it came.
	 * @return publications, if the plan is to remember them
	 */
	public List<Arrival> arrivals() {
		return ask(() -> this.clients.get(0).arrivals());
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeup();
	}

	boolean remembers() {
		return this.plan.remembers;
	}

	void took(long nanos) {
		this.latencies.add(nanos);
	}

	private <T> T ask(Supplier<T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		execute(() -> answer.complete(question.get()));
		return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

	private void execute(Runnable task) {
		this.tasks.add(task);
		this.selector.wakeup();
	}

	private void run() {
		try (this.selector) {
			while (!this.closed) {
				this.selector.select((this.paced || this.arrivals != null) ? TICK_MILLIS : 0);
				for (@Nullable
				Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
					task.run();
				}
				tick();
				dial();
				for (SelectionKey key : this.selector.selectedKeys()) {
					if (key.isValid()) {
						((StampedClient) key.attachment()).ready(this.buffer);
					}
				}
				this.selector.selectedKeys().clear();
			}
			this.clients.forEach((client) -> client.end(1000, "closed by the test"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void dial() {
		Arrivals now = this.arrivals;
		if (now == null) {
			return;
		}
		long due = (System.nanoTime() - now.sinceNanos()) * now.perSecond() / TimeUnit.SECONDS.toNanos(1);
		while (this.dialed < Math.min(due, this.clients.size())) {
			this.clients.get(this.dialed++).connect(this.selector, now.address(), this.plan.receiveBufferBytes);
		}
		if (this.dialed == this.clients.size()) {
			this.arrivals = null;
		}
	}

	private void tick() {
		long now = System.nanoTime();
		if (this.paced && now - this.tickedAt >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
			this.tickedAt = now;
			this.clients.forEach((client) -> client.tick(now));
		}
	}

	/** Clients that come one after the other. */
	private record Arrivals(InetSocketAddress address, int perSecond, long sinceNanos) {
	}

	/**
	 * What clients are like.
	 *
	 * @param clients how many
	 * @param channels what each of them subscribes to
	 * @param receiveBufferBytes size of the kernel's receive buffer, set before
	 * connecting; 0 for what is usual
	 * @param remembers whether every publication is remembered as it came, which is not
	 * for many
	 */
	public record Plan(int clients, List<String> channels, int receiveBufferBytes, boolean remembers) {

		/**
		 * Copies the channels.
		 */
		public Plan {
			channels = List.copyOf(channels);
		}

	}

	/**
	 * What came of one channel.
	 *
	 * @param received publications
	 * @param missing publications that others came behind
	 * @param repeated publications that came again, or behind a newer one
	 * @param resyncs how often the server ended a subscription to have it made again
	 * @param mostResyncs the most of them for one subscription within 30 s
	 * @param unrecovered how often a client was told that history does not reach back
	 */
	public record Heard(long received, long missing, long repeated, int resyncs, int mostResyncs, int unrecovered) {

		Heard with(ChannelLog log) {
			return new Heard(this.received + log.received(), this.missing + log.missing(),
					this.repeated + log.repeated(), this.resyncs + log.resyncs(),
					Math.max(this.mostResyncs, log.mostResyncsWithin(TimeUnit.SECONDS.toNanos(30))),
					this.unrecovered + log.unrecovered());
		}

	}

}
