package dev.realtime.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.realtime.ClientConnectedEvent;
import dev.realtime.ClientDisconnectedEvent;
import dev.realtime.protocol.CloseReason;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a session lives, with a clock that is moved.
 */
class SessionLifeTests {

	private static final Duration INTERVAL_AND_TIMEOUT = Duration.ofSeconds(45);

	private static final Duration SWEEP = Duration.ofSeconds(1).plusMillis(50);

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	@Test
	void silentClientIsClosedAfterIntervalAndTimeoutAndNotBefore() {
		Peer peer = this.rig.connect();

		this.rig.loops.pass(INTERVAL_AND_TIMEOUT.minusMillis(50));
		assertThat(peer.closeCode()).isZero();

		this.rig.loops.pass(SWEEP);
		assertThat(peer.connection.closeReason()).isEqualTo(CloseReason.NO_PONG);
		assertThat(this.rig.sessions.stats().active()).isZero();
		assertThat(this.rig.sessions.stats().closesByCode()).containsExactlyEntriesOf(Map.of(3012, 1L));
	}

	@Test
	void whatWasUnderWayToAClientThatIsClosedIsCountedNoMore() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}");
		for (int i = 0; i < 20; i++) {
			this.rig.publish("idle:1", "{\"n\":" + i + "}");
		}
		this.rig.loops.pass(Duration.ofSeconds(2));
		assertThat(this.rig.sessions.stats().inFlightBytes()).isPositive();

		this.rig.loops.pass(INTERVAL_AND_TIMEOUT);

		assertThat(peer.closeCode()).isEqualTo(3012);
		assertThat(this.rig.sessions.stats().inFlightBytes()).isZero();
		assertThat(this.rig.sessions.stats().slow()).isZero();
	}

	@Test
	void connectionsThatCameTogetherGrowTooOldOneAfterTheOther() {
		Duration age = Duration.ofMinutes(10);
		SessionRig aging = new SessionRig(new SessionSettings(Duration.ofSeconds(10), BackpressureSettings.DEFAULTS,
				SessionSettings.DEFAULTS.heartbeat(), age));
		List<Peer> peers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			peers.add(aging.connect());
		}
		List<Integer> openAt = new ArrayList<>();
		for (int second = 0; second <= 662; second++) {
			openAt.add((int) peers.stream().filter((peer) -> peer.closeCode() == 0).count());
			aging.loops.pass(Duration.ofSeconds(1));
			peers.forEach((peer) -> peer.says("{}"));
		}

		assertThat(openAt.get(539)).as("none before nine tenths").isEqualTo(50);
		assertThat(openAt.get(600)).as("some by then").isBetween(5, 45);
		assertThat(openAt.get(662)).as("none after eleven tenths").isZero();
		assertThat(peers).allSatisfy((peer) -> {
			assertThat(peer.closeCode()).isEqualTo(3011);
			assertThat(peer.connection.closeReason().reason()).contains("max-connection-age");
		});
	}

	@Test
	void clientThatAnswersEveryPingIsNeverClosedAndPingedEveryInterval() {
		Peer peer = this.rig.connect();

		int pings = 0;
		for (int second = 0; second < 3 * 3600; second++) {
			this.rig.loops.pass(Duration.ofSeconds(1));
			for (String line : peer.lines()) {
				assertThat(line).isEqualTo("{}");
				peer.says("{}");
				pings++;
			}
		}

		assertThat(peer.closeCode()).isZero();
		// A sweep a second: a ping is late by up to one.
		assertThat(pings).isBetween(3 * 3600 / 31, 3 * 3600 / 30 + 1);
	}

	@Test
	void clientIsPingedOnScheduleAlsoWhileDataFlows() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}");
		peer.lines();

		int pings = 0;
		for (int second = 0; second < 300; second++) {
			this.rig.publish("a", "1");
			this.rig.loops.pass(Duration.ofSeconds(1));
			long asked = peer.lines().stream().filter("{}"::equals).count();
			pings += (int) asked;
			for (long i = 0; i < asked; i++) {
				peer.says("{}");
			}
		}

		assertThat(pings).isBetween(9, 11);
	}

	@Test
	void anyCommandCountsAsASignOfLife() {
		Peer peer = this.rig.connect();

		this.rig.loops.pass(Duration.ofSeconds(40));
		peer.says("{\"id\":2,\"unsubscribe\":{\"channel\":\"a\"}}");
		// Longer than silence may last, and shorter than pongs may be owed.
		this.rig.loops.pass(Duration.ofSeconds(30));

		assertThat(peer.closeCode()).isZero();
	}

	@Test
	void clientThatDoesNotConnectIsToldToTryAgainAfterTenSeconds() {
		Peer peer = this.rig.open();

		this.rig.loops.pass(Duration.ofMillis(9_950));
		assertThat(peer.closeCode()).isZero();

		this.rig.loops.pass(Duration.ofMillis(100));
		assertThat(peer.closeCode()).isEqualTo(3011);
		assertThat(peer.connection.closeReason().reason()).contains("no connect command within 10 s");
		assertThat(this.rig.events).isEmpty();
	}

	@Test
	void methodWithoutAnswerIsAnsweredWithATemporaryErrorAfterFourSeconds() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"rpc\":{\"method\":\"x\"}}");

		this.rig.loops.pass(Duration.ofMillis(3_950));
		assertThat(peer.lines()).isEmpty();

		this.rig.loops.pass(Duration.ofMillis(100));
		assertThat(peer.lines()).singleElement()
			.asString()
			.contains("\"id\":2", "\"code\":100", "no answer within 4 s", "\"temporary\":true");

		this.rig.answer.complete(null);
		this.rig.loops.run();
		assertThat(peer.lines()).isEmpty();
	}

	@Test
	void loginThatIsNotRefreshedEndsTheConnection() {
		this.rig.login = CompletableFuture.completedFuture(SessionRig.ann(inOneMinute()));
		Peer peer = this.rig.open();
		peer.says("{\"id\":1,\"connect\":{}}");
		assertThat(peer.lines()).singleElement().asString().contains("\"expires\":true", "\"ttl\":60");

		passAlive(peer, Duration.ofSeconds(84));
		assertThat(peer.closeCode()).isZero();

		passAlive(peer, Duration.ofSeconds(2));
		assertThat(peer.connection.closeReason()).isEqualTo(CloseReason.EXPIRED);
	}

	@Test
	void refreshedLoginGoesOn() {
		this.rig.login = CompletableFuture.completedFuture(SessionRig.ann(inOneMinute()));
		Peer peer = this.rig.connect();

		passAlive(peer, Duration.ofSeconds(60));
		this.rig.login = CompletableFuture.completedFuture(SessionRig.ann(inOneMinute()));
		peer.says("{\"id\":2,\"refresh\":{\"token\":\"new\"}}");
		assertThat(peer.lines()).anySatisfy((line) -> assertThat(line).contains("\"refresh\":{", "\"ttl\":60"));
		passAlive(peer, Duration.ofSeconds(60));

		assertThat(peer.closeCode()).isZero();
	}

	@Test
	void subscriptionThatIsNotRefreshedIsTakenBackAndTheConnectionGoesOn() {
		this.rig.subscriptionEnds = inOneMinute();
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}");
		assertThat(peer.lines()).singleElement().asString().contains("\"expires\":true", "\"ttl\":60");

		List<String> before = passAlive(peer, Duration.ofSeconds(84));
		List<String> after = passAlive(peer, Duration.ofSeconds(2));

		assertThat(before).doesNotContain("\"unsubscribe\"");
		assertThat(after).singleElement()
			.asString()
			.contains("\"channel\":\"a\"", "\"unsubscribe\":{\"code\":2501,\"reason\":");
		assertThat(peer.closeCode()).isZero();
	}

	@Test
	void applicationHearsOfTheEndOnceWhateverComesFirst() {
		Peer peer = this.rig.connect();

		peer.session.writeFailed(new IllegalStateException("reset"));
		peer.session.disconnected(1006, "reset");
		peer.session.disconnected(1006, "again");
		this.rig.loops.pass(Duration.ofSeconds(5));

		assertThat(this.rig.events).hasExactlyElementsOfTypes(ClientConnectedEvent.class,
				ClientDisconnectedEvent.class);
		assertThat(this.rig.sessions.stats().closesByCode()).containsExactlyEntriesOf(Map.of(1006, 1L));
		assertThat(this.rig.loops.failures()).isZero();
	}

	@Test
	void failedWriteEndsTheConnectionEvenIfTheTransportSaysNothingMore() {
		Peer peer = this.rig.connect();

		peer.session.writeFailed(new IllegalStateException("closed"));
		this.rig.loops.pass(Duration.ofSeconds(2));

		assertThat(peer.closeCode()).isEqualTo(3009);
		assertThat(this.rig.sessions.stats().active()).isZero();
	}

	/** Lets time pass for a client that answers pings; returns what else it was sent. */
	private List<String> passAlive(Peer peer, Duration time) {
		List<String> heard = new ArrayList<>();
		for (long second = 0; second < time.toSeconds(); second++) {
			this.rig.loops.pass(Duration.ofSeconds(1));
			for (String line : peer.lines()) {
				if (line.equals("{}")) {
					peer.says("{}");
				}
				else {
					heard.add(line);
				}
			}
		}
		return heard;
	}

	private Instant inOneMinute() {
		return Instant.ofEpochMilli(this.rig.loops.ticker().currentTimeMillis()).plusSeconds(60);
	}

}
