package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.realtime.ConnectionCount;
import dev.realtime.SendResult;
import dev.realtime.UserConnections;
import dev.realtime.protocol.CloseReason;
import dev.realtime.testing.PausableBus;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Users of two nodes: found, addressed and disconnected from either.
 */
class TwoNodesTests {

	private static TwoNodes nodes;

	private final List<PlainClient> open = new ArrayList<>();

	@BeforeAll
	static void start() {
		nodes = new TwoNodes();
	}

	@AfterAll
	static void stop() {
		nodes.close();
	}

	/** Clients vanish without a word, as phones do, and nothing must be left of them. */
	@AfterEach
	void nothingIsLeft() {
		this.open.forEach(PlainClient::close);
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			assertThat(nodes.count()).isEqualTo(new ConnectionCount(0, true));
			assertThat(nodes.cluster.size()).isZero();
		});
	}

	@Test
	void connectionsOfAUserAreFoundFromEitherNodeAsSoonAsTheyAreTold() {
		connect(1, "anna");
		connect(2, "anna");
		connect(2, "ben");
		connect(1, "");

		UserConnections found = nodes.connections("anna");
		assertThat(found.complete()).isTrue();
		assertThat(found.connections()).extracting((connection) -> connection.node().name())
			.containsExactly("one", "two");
		assertThat(found.connections()).extracting(UserConnections.Connection::since).isSorted();
		assertThat(TwoNodes.done(TwoNodes.clients(nodes.two).connections("anna"))).isEqualTo(found);
		assertThat(nodes.connections("nobody").connections()).isEmpty();
		assertThat(nodes.count()).isEqualTo(new ConnectionCount(4, true));
	}

	@Test
	void messageReachesAllConnectionsOfTheUserAndNobodyElse() {
		PlainClient here = connect(1, "anna");
		PlainClient there = connect(2, "anna");
		PlainClient other = connect(2, "ben");

		for (int i = 0; i < 100; i++) {
			assertThat(TwoNodes.done(TwoNodes.clients(nodes.one).send("anna", Map.of("n", i))))
				.isEqualTo(new SendResult(2, true, null));
		}

		for (int i = 0; i < 100; i++) {
			assertThat(message(here)).isEqualTo("{\"n\":" + i + "}");
			assertThat(message(there)).isEqualTo("{\"n\":" + i + "}");
		}
		assertThat(TwoNodes.done(TwoNodes.clients(nodes.one).send("ben", "last")))
			.isEqualTo(new SendResult(1, true, null));
		assertThat(message(other)).as("the first it hears").isEqualTo("\"last\"");
	}

	@Test
	void userIsDisconnectedOnAllNodesForGood() {
		PlainClient here = connect(1, "anna");
		PlainClient there = connect(2, "anna");
		connect(2, "ben");

		assertThat(TwoNodes.done(TwoNodes.clients(nodes.one).disconnect("anna")))
			.isEqualTo(new ConnectionCount(2, true));

		assertThat(here.awaitClose().code()).isEqualTo(3503);
		assertThat(there.awaitClose().code()).isEqualTo(3503);
		assertThat(nodes.connections("anna").connections()).isEmpty();
		assertThat(nodes.count().connections()).isEqualTo(1);
	}

	@Test
	void oneClientIsDisconnectedWhereverItIsWithWordsOfTheApplication() {
		connect(1, "anna");
		PlainClient there = connect(2, "anna");
		String id = nodes.connections("anna").connections().get(1).client().value();

		assertThat(TwoNodes
			.done(TwoNodes.clients(nodes.one).disconnectClient(id, new CloseReason(4400, "we moved your table"))))
			.isEqualTo(new ConnectionCount(1, true));

		assertThat(there.awaitClose()).isEqualTo(new PlainClient.Closed(4400, "we moved your table"));
		assertThat(nodes.connections("anna").connections()).hasSize(1);
	}

	@Test
	void nodeThatStandsStillMakesAnswersIncompleteForASecond() {
		connect(1, "anna");
		connect(2, "anna");
		PausableBus bus = nodes.two.bean(PausableBus.class);
		bus.pause();
		try {
			UserConnections found = nodes.connections("anna");
			assertThat(found.connections()).hasSize(1);
			assertThat(found.complete()).isFalse();
		}
		finally {
			bus.resume();
		}
		assertThat(nodes.connections("anna").connections()).hasSize(2);
	}

	@Test
	void clientsAreRegisteredAgainWhenTheStoreHasLostThem() {
		for (int i = 0; i < 20; i++) {
			connect(1 + i % 2, "anna");
		}
		UserConnections before = nodes.connections("anna");

		nodes.cluster.lose();

		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(nodes.cluster.size()).isEqualTo(20));
		assertThat(nodes.connections("anna")).isEqualTo(before);
	}

	@Test
	void countsReturnToZeroHoweverClientsEnd() {
		for (int i = 0; i < 200; i++) {
			PlainClient client = (i % 3 == 0) ? connect(1 + i % 2, "user" + i % 7) : connect(1 + i % 2, "");
			if (i % 2 == 0) {
				client.close();
			}
		}
		PlainClient cutWhileConnecting = TwoNodes.open(nodes.one);
		cutWhileConnecting.close();

		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(nodes.count()).isEqualTo(new ConnectionCount(100, true)));
	}

	private PlainClient connect(int node, String user) {
		PlainClient client = TwoNodes.connect((node == 1) ? nodes.one : nodes.two, user);
		this.open.add(client);
		return client;
	}

	private static String message(PlainClient client) {
		return client.await((line) -> line.path("push").has("message"))
			.path("push")
			.path("message")
			.path("data")
			.toString();
	}

}
