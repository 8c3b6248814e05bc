package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.PausableBus;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The limit per user on two nodes.
 */
class UserLimitTests {

	private static final String ONE = "--realtime.limits.max-connections-per-user=1";

	private static final String REFUSE = "--realtime.limits.when-user-full=refuse";

	@Test
	void newestReplacesTheOldestOnAnotherNodeForGood() {
		try (TwoNodes nodes = new TwoNodes("--realtime.limits.max-connections-per-user=2")) {
			PlainClient first = TwoNodes.connect(nodes.one, "anna");
			TwoNodes.connect(nodes.two, "anna");
			TwoNodes.connect(nodes.two, "ben");
			TwoNodes.connect(nodes.two, "anna");

			assertThat(first.awaitClose()).isEqualTo(new PlainClient.Closed(4501, "replaced by a newer connection"));
			assertThat(nodes.connections("anna").connections()).extracting((connection) -> connection.node().name())
				.containsExactly("two", "two");
			assertThat(nodes.connections("ben").connections()).hasSize(1);
		}
	}

	@Test
	void newcomerIsRefusedUntilThereIsRoom() {
		try (TwoNodes nodes = new TwoNodes(ONE, REFUSE)) {
			PlainClient first = TwoNodes.connect(nodes.one, "anna");

			PlainClient second = TwoNodes.open(nodes.two);
			say(second, "anna");
			assertThat(second.awaitClose()).isEqualTo(new PlainClient.Closed(4001,
					"user connection limit: the user has 1, the limit is 1; close another one"));
			assertThat(nodes.connections("anna").connections()).hasSize(1);

			first.close();
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(nodes.connections("anna").connections()).isEmpty());
			TwoNodes.connect(nodes.two, "anna");
		}
	}

	@Test
	void anonymousClientsAreNotLimited() {
		try (TwoNodes nodes = new TwoNodes(ONE, REFUSE)) {
			for (int i = 0; i < 3; i++) {
				TwoNodes.connect(nodes.one, "");
			}

			assertThat(nodes.count().connections()).isEqualTo(3);
		}
	}

	@Test
	void ofManyThatConnectAtOnceExactlyOneStays() {
		try (TwoNodes nodes = new TwoNodes(ONE)) {
			for (int round = 0; round < 10; round++) {
				String user = "user" + round;
				List<PlainClient> clients = Stream.of(nodes.one, nodes.two, nodes.one, nodes.two)
					.map(TwoNodes::open)
					.toList();

				clients.parallelStream().forEach((client) -> say(client, user));

				await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
					assertThat(nodes.connections(user).connections()).hasSize(1);
					assertThat(nodes.connections(user).complete()).isTrue();
				});
				await().atMost(Duration.ofSeconds(10))
					.until(() -> clients.stream().filter(PlainClient::isClosed).count() == 3);
				clients.forEach(PlainClient::close);
			}
		}
	}

	@Test
	void userIsBackAtOnceWhenItsNodeIsGone() {
		for (String[] arguments : List.of(new String[] { ONE }, new String[] { ONE, REFUSE })) {
			try (TwoNodes nodes = new TwoNodes(arguments)) {
				TwoNodes.connect(nodes.one, "anna");
				nodes.kill(nodes.one);

				long start = System.nanoTime();
				TwoNodes.connect(nodes.two, "anna");

				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
				assertThat(nodes.cluster.size()).isEqualTo(1);
			}
		}
	}

	@Test
	void userIsBackAfterASecondWhenItsNodeIsSilentAndTheOldConnectionGoesWhenThatWakesUp() {
		try (TwoNodes nodes = new TwoNodes(ONE)) {
			PlainClient old = TwoNodes.connect(nodes.one, "anna");
			PausableBus bus = nodes.one.bean(PausableBus.class);
			bus.pause();

			long start = System.nanoTime();
			TwoNodes.connect(nodes.two, "anna");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
			assertThat(nodes.cluster.size()).isEqualTo(1);

			bus.resume();
			assertThat(old.awaitClose().code()).isEqualTo(4501);
			assertThat(nodes.connections("anna").connections()).extracting((connection) -> connection.node().name())
				.containsExactly("two");
		}
	}

	private static void say(PlainClient client, String user) {
		client.say("connect", "{\"token\":\"" + user + "\"}");
	}

}
