package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerUnavailableException;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.message.ChannelName;
import dev.realtime.message.StreamPosition;
import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;
import dev.realtime.testing.RealClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Publishes numbers without a pause, from several nodes into several channels, keeps what
 * became of each, and compares it with what clients have heard.
 */
final class PublicationLedger implements AutoCloseable {

	private static final Duration PACE = Duration.ofMillis(4);

	private final List<TestNode> publishers;

	private final List<String> channels;

	private final Map<String, Map<Integer, StreamPosition>> accepted = new ConcurrentHashMap<>();

	private final Map<String, Set<Integer>> unknown = new ConcurrentHashMap<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private final AtomicInteger pending = new AtomicInteger();

	private final Thread thread = new Thread(this::publish, "publications");

	private volatile Duration slowestFailure = Duration.ZERO;

	private volatile boolean stopped;

	PublicationLedger(List<TestNode> publishers, List<String> channels) {
		this.publishers = publishers;
		this.channels = channels;
		this.channels.forEach((channel) -> {
			this.accepted.put(channel, new ConcurrentHashMap<>());
			this.unknown.put(channel, ConcurrentHashMap.newKeySet());
		});
		this.thread.start();
	}

	/**
	 * Starts clients of all nodes, each of which has subscribed to all channels.
	 * @param kinds of which each node gets one
	 * @return the clients, which the caller closes
	 */
	static List<NodeProcess> listeners(List<TestNode> nodes, List<RealClient> kinds, List<String> channels) {
		NodeScripts scripts = NodeScripts.prepared();
		List<NodeProcess> clients = new ArrayList<>();
		for (TestNode node : nodes) {
			for (RealClient kind : kinds) {
				List<String> arguments = new ArrayList<>(List.of(node.url()));
				arguments.addAll(channels);
				NodeProcess client = kind.start(scripts, arguments.toArray(String[]::new));
				clients.add(client);
				channels.forEach((channel) -> client.await("subscribed"));
			}
		}
		return clients;
	}

	private void publish() {
		for (int i = 1; !this.stopped; i++) {
			int number = i;
			TestNode publisher = this.publishers.get(number % this.publishers.size());
			for (String channel : this.channels) {
				long start = System.nanoTime();
				this.pending.incrementAndGet();
				publisher.publisher().publish(channel, number).whenComplete((position, failure) -> {
					if (failure == null) {
						numbersAccepted(channel).put(number, position);
					}
					else {
						failed(channel, number, failure, Duration.ofNanos(System.nanoTime() - start));
					}
					this.pending.decrementAndGet();
				});
			}
			LockSupport.parkNanos(PACE.toNanos());
		}
	}

	private synchronized void failed(String channel, int number, Throwable failure, Duration took) {
		this.failures.add(failure);
		if (!(failure instanceof BrokerUnavailableException unavailable) || unavailable.isUnknown()) {
			unknown(channel).add(number);
		}
		if (took.compareTo(this.slowestFailure) > 0) {
			this.slowestFailure = took;
		}
	}

	private Map<Integer, StreamPosition> numbersAccepted(String channel) {
		return this.accepted.getOrDefault(channel, Map.of());
	}

	private Set<Integer> unknown(String channel) {
		return this.unknown.getOrDefault(channel, Set.of());
	}

	/** How many were accepted in all channels so far. */
	int accepted() {
		return this.accepted.values().stream().mapToInt(Map::size).sum();
	}

	/** How many were accepted in one channel so far. */
	int accepted(String channel) {
		return numbersAccepted(channel).size();
	}

	List<Throwable> failures() {
		return List.copyOf(this.failures);
	}

	Duration slowestFailure() {
		return this.slowestFailure;
	}

	/** Goes on until so many more were accepted. */
	void awaitAccepted(int more) {
		int wanted = accepted() + more;
		await().atMost(Duration.ofSeconds(30)).until(() -> accepted() >= wanted);
	}

	/** Publishes no more, and waits until it is known of all what became of them. */
	void stop() {
		this.stopped = true;
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.thread.isAlive() && this.pending.get() == 0);
	}

	/**
	 * Every client has everything, or was told that it has not. After {@link #stop()}.
	 * @param clients who subscribed to all channels before the first publication
	 * @return how many subscriptions were told that something is missing
	 */
	int settle(List<NodeProcess> clients) {
		int told = 0;
		for (String channel : this.channels) {
			StreamPosition end = end(channel);
			for (NodeProcess client : clients) {
				await("the end of " + channel).atMost(Duration.ofSeconds(30))
					.untilAsserted(
							() -> assertThat(HeardChannel.read(channel, client.events()).position()).isEqualTo(end));
				told += settle(HeardChannel.read(channel, client.events()), channel);
			}
		}
		return told;
	}

	private StreamPosition end(String channel) {
		return this.publishers.get(0)
			.bean(Broker.class)
			.history(ChannelName.of(channel), HistoryQuery.newest(0))
			.toCompletableFuture()
			.join()
			.position();
	}

	private int settle(HeardChannel heard, String channel) {
		Map<Integer, StreamPosition> known = numbersAccepted(channel);
		heard.numbers().forEach((number, position) -> {
			if (known.containsKey(number)) {
				assertThat(position).as("place of %s in %s", number, channel).isEqualTo(known.get(number));
			}
			else {
				assertThat(unknown(channel)).as("heard in %s though refused", channel).contains(number);
			}
		});
		known.forEach((number, position) -> {
			if (!heard.numbers().containsKey(number)) {
				assertThat(heard.wasToldOf(position))
					.as("%s is missing in %s at %s, and who knows?", number, channel, position)
					.isTrue();
			}
		});
		return heard.wasTold() ? 1 : 0;
	}

	@Override
	public void close() {
		this.stopped = true;
	}

}
