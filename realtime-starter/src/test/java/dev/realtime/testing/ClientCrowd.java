package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Many clients on one thread, each of which subscribes to one channel, answers pings,
 * sends back the cookies it was given, counts every publication and notices each that is
 * missing or comes twice. They connect when told to, and then ask for what they missed.
 */
public final class ClientCrowd implements AutoCloseable {

	private static final int BUFFER_BYTES = 65_536;

	private final List<CrowdClient> clients = new ArrayList<>();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final PriorityQueue<Due> later = new PriorityQueue<>();

	private final CrowdTally tally = new CrowdTally();

	private final Selector selector;

	private volatile boolean closed;

	private volatile boolean comesBack;

	private volatile boolean reconnects;

	/**
	 * Makes clients that are not connected.
	 * @param number how many
	 * @param channel what each subscribes to, by its number
	 * @param token with which each connects, by its number
	 */
	public ClientCrowd(int number, IntFunction<String> channel, IntFunction<String> token) {
		Random random = new Random();
		for (int i = 0; i < number; i++) {
			this.clients
				.add(new CrowdClient(i, channel.apply(i), token.apply(i), this, this.tally, new BackOff(random)));
		}
		try {
			this.selector = Selector.open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::run, "client-crowd");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Begins to connect all of them.
	 * @param port to which node
	 */
	public void connect(int port) {
		this.tasks.add(() -> this.clients.forEach((client) -> client.connect(port)));
		this.selector.wakeup();
	}

	/**
	 * Begins to connect all of them, a few at a time.
	 * @param port to which node or balancer
	 * @param perSecond how many begin in a second
	 */
	public void connect(int port, int perSecond) {
		this.tasks.add(() -> {
			for (int i = 0; i < this.clients.size(); i++) {
				CrowdClient client = this.clients.get(i);
				later(1000L * i / perSecond, () -> client.connect(port));
			}
		});
		this.selector.wakeup();
	}

	/**
	 * From now on each comes back by itself, at once, when the server closes it.
	 */
	public void comingBack() {
		this.comesBack = true;
	}

	/**
	 * From now on each comes back as the published SDKs do when its connection ends or it
	 * is turned away: after half a second to a second, and longer with each try in vain.
	 * It also leaves a server that does not ping any more.
	 */
	public void reconnecting() {
		this.reconnects = true;
		this.tasks.add(this::checkSilence);
		this.selector.wakeup();
	}

	private void checkSilence() {
		long now = System.nanoTime();
		this.clients.forEach((client) -> client.checkSilence(now));
		later(1000, this::checkSilence);
	}

	/**
	 * Returns how many there are, connected or not.
	 * @return number of clients
	 */
	public int size() {
		return this.clients.size();
	}

	/**
	 * Returns how many are subscribed now.
	 * @return number of clients
	 */
	public int connected() {
		return this.tally.connected.get();
	}

	/**
	 * Returns how often a client was told that it has everything it had missed.
	 * @return number of times, since the start
	 */
	public int recovered() {
		return this.tally.recovered.get();
	}

	/**
	 * Returns how often a client was told that it has not.
	 * @return number of times, since the start
	 */
	public int unrecovered() {
		return this.tally.unrecovered.get();
	}

	/**
	 * Returns how often a handshake was answered with anything but an upgrade.
	 * @return number of times, since the start
	 */
	public int turnedAway() {
		return this.tally.turnedAway.get();
	}

	/**
	 * Returns how often a client that was subscribed has lost its connection.
	 * @return number of times, since the start
	 */
	public int lost() {
		return this.tally.lost.get();
	}

	/**
	 * Returns how many publications arrived.
	 * @return number of publications, times the clients
	 */
	public long received() {
		return this.tally.received.get();
	}

	/**
	 * Returns how many offsets were jumped over without a word.
	 * @return number of publications, times the clients
	 */
	public long missing() {
		return this.tally.missing.get();
	}

	/**
	 * Returns how many offsets came a second time.
	 * @return number of publications, times the clients
	 */
	public long repeated() {
		return this.tally.repeated.get();
	}

	/**
	 * Returns which client missed what, or was given it again.
	 * @return the first hundred, for the message of a failure
	 */
	public List<String> gaps() {
		return this.tally.gaps();
	}

	/**
	 * Returns what was answered instead of what was asked for.
	 * @return lines of the server, empty if all went well
	 */
	public List<String> refusals() {
		return this.tally.refusals();
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeup();
	}

	boolean comesBack() {
		return this.comesBack;
	}

	boolean reconnects() {
		return this.reconnects;
	}

	/** On its own thread. */
	void register(SocketChannel socket, CrowdClient client) throws IOException {
		socket.register(this.selector, SelectionKey.OP_CONNECT, client);
	}

	/** On its own thread. */
	void later(long millis, Runnable task) {
		this.later.add(new Due(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
	}

	private void run() {
		byte[] buffer = new byte[BUFFER_BYTES];
		try (this.selector) {
			while (!this.closed) {
				this.selector.select(patienceMillis());
				for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
					task.run();
				}
				while (!this.later.isEmpty() && this.later.peek().nanos() - System.nanoTime() <= 0) {
					this.later.remove().task().run();
				}
				for (SelectionKey key : this.selector.selectedKeys()) {
					((CrowdClient) key.attachment()).ready(key, buffer);
				}
				this.selector.selectedKeys().clear();
			}
			this.clients.forEach(CrowdClient::end);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** 0 for as long as nothing happens. */
	private long patienceMillis() {
		return this.later.isEmpty() ? 0
				: Math.max(1, TimeUnit.NANOSECONDS.toMillis(this.later.peek().nanos() - System.nanoTime()));
	}

	/** Something to be done at a moment. */
	private record Due(long nanos, Runnable task) implements Comparable<Due> {

		@Override
		public int compareTo(Due other) {
			return Long.compare(this.nanos - other.nanos, 0);
		}

	}

}
