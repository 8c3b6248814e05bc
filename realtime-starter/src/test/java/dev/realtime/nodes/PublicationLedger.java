package dev.realtime.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import tools.jackson.databind.JsonNode;

import dev.realtime.broker.BrokerUnavailableException;
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

	private final Map<String, Set<Integer>> accepted = new ConcurrentHashMap<>();

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
			this.accepted.put(channel, ConcurrentHashMap.newKeySet());
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
						numbersAccepted(channel).add(number);
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

	private Set<Integer> numbersAccepted(String channel) {
		return this.accepted.getOrDefault(channel, Set.of());
	}

	private Set<Integer> unknown(String channel) {
		return this.unknown.getOrDefault(channel, Set.of());
	}

	/** How many were accepted in all channels so far. */
	int accepted() {
		return this.accepted.values().stream().mapToInt(Set::size).sum();
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
			int last = numbersAccepted(channel).stream().mapToInt(Integer::intValue).max().orElseThrow();
			for (NodeProcess client : clients) {
				await("the last publication of " + channel).atMost(Duration.ofSeconds(30))
					.until(() -> numbers(client, channel).contains(last));
				told += settle(client, channel);
			}
		}
		return told;
	}

	private int settle(NodeProcess client, String channel) {
		List<Integer> heard = new ArrayList<>();
		List<Integer> toldBehind = new ArrayList<>();
		long offset = -1;
		for (JsonNode event : of(client, channel)) {
			if (event.path("event").asString().equals("publication")) {
				long next = event.path("offset").asLong();
				if (offset >= 0) {
					assertThat(next).as("offset in %s behind %s", channel, heard).isEqualTo(offset + 1);
				}
				offset = next;
				heard.add(event.path("data").asInt());
			}
			else if (event.path("wasRecovering").asBoolean() && !event.path("recovered").asBoolean()) {
				toldBehind.add(heard.size());
				offset = event.path("position").path("offset").asLong();
			}
		}
		assertThat(heard).as("twice in %s", channel).doesNotHaveDuplicates();
		Set<Integer> strangers = new HashSet<>(heard);
		strangers.removeAll(numbersAccepted(channel));
		assertThat(unknown(channel)).as("heard in %s though refused", channel).containsAll(strangers);
		Set<Integer> missing = new HashSet<>(numbersAccepted(channel));
		heard.forEach(missing::remove);
		for (int lost : missing) {
			assertThat(toldBehind).as("%s is missing in %s, and who knows?", lost, channel)
				.anyMatch((place) -> place == heard.size() || heard.get(place) > lost);
		}
		return toldBehind.isEmpty() ? 0 : 1;
	}

	private static Set<Integer> numbers(NodeProcess client, String channel) {
		Set<Integer> numbers = new HashSet<>();
		of(client, channel).forEach((event) -> numbers.add(event.path("data").asInt()));
		return numbers;
	}

	private static List<JsonNode> of(NodeProcess client, String channel) {
		return client.events()
			.stream()
			.filter((event) -> event.path("channel").asString("").equals(channel))
			.filter((event) -> Set.of("publication", "subscribed").contains(event.path("event").asString("")))
			.toList();
	}

	@Override
	public void close() {
		this.stopped = true;
	}

}
