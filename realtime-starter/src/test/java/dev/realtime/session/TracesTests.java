package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ClientId;
import dev.realtime.session.SessionRig.Peer;
import dev.realtime.session.TraceEntry.Direction;
import dev.realtime.session.Traces.Start;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written down about one client, for how long, and of how many. */
class TracesTests {

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	private final Traces traces = this.rig.sessions.traces();

	@Test
	void commandsAndFramesAreWrittenDownWithoutWhatTheyHold() {
		Peer peer = this.rig.connect();
		start(peer);

		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\",\"token\":\"secret\",\"data\":\"secret\"}}");
		this.rig.publish("idle:1", "{\"word\":\"secret\"}");
		peer.says("{\"id\":3,\"publish\":{\"channel\":\"idle:1\",\"data\":\"secret\"}}");
		peer.says("{\"id\":4,\"subscribe\":{\"channel\":\"idle:1\"}}");

		TraceFacts trace = read(peer);
		assertThat(trace.toString()).contains("idle:1").doesNotContain("secret");
		assertThat(trace.running()).isTrue();
		assertThat(of(trace, Direction.IN)).containsExactly("subscribe", "publish", "subscribe");
		assertThat(of(trace, Direction.OUT)).contains("subscribeReply", "publications", "publishReply", "errorReply",
				"write");
		assertThat(trace.entries()).filteredOn((entry) -> entry.kind().equals("publications"))
			.extracting(TraceEntry::offset)
			.containsExactly(1L, 2L);
		assertThat(trace.entries()).filteredOn((entry) -> entry.kind().equals("errorReply"))
			.singleElement()
			.satisfies((entry) -> assertThat(entry.code()).isEqualTo(105));
	}

	@Test
	void itEndsByItselfIsReadAWhileAndForgotten() {
		Peer peer = this.rig.connect();
		start(peer);

		passAnswering(peer, Traces.LASTS.plusSeconds(1));

		assertThat(peer.session.outbox().trace()).as("nothing is left on the connection").isNull();
		assertThat(read(peer).end()).isEqualTo("it has run for 5 minutes");
		passAnswering(peer, Traces.KEPT);
		assertThat(done(this.traces.find(peer.session.id()))).isEmpty();
		assertThat(done(this.traces.all())).isEmpty();
	}

	@Test
	void itEndsWithTheConnection() {
		Peer peer = this.rig.connect();
		start(peer);

		peer.session.disconnected(1001, "gone");
		this.rig.loops.run();

		assertThat(read(peer).end()).isEqualTo("the connection has ended");
		assertThat(read(peer).entries()).last().satisfies((entry) -> assertThat(entry.code()).isEqualTo(1001));
	}

	@Test
	void onlyTheNewestEntriesAreKept() {
		Peer peer = this.rig.connect();
		start(peer);

		for (int i = 0; i < 2 * Trace.SIZE; i++) {
			peer.says("{}");
		}

		assertThat(read(peer).entries()).hasSize(Trace.SIZE);
		assertThat(read(peer).seen()).isGreaterThanOrEqualTo(2 * Trace.SIZE);
	}

	@Test
	void soManyMayRunAndNoMore() {
		List<Peer> peers = new ArrayList<>();
		for (int i = 0; i < Traces.MOST; i++) {
			Peer peer = this.rig.connect();
			peers.add(peer);
			assertThat(start(peer)).isEqualTo(Start.STARTED);
		}
		Peer another = this.rig.connect();

		assertThat(start(another)).isEqualTo(Start.TOO_MANY);
		assertThat(start(peers.get(0))).isEqualTo(Start.RUNNING);
		assertThat(done(this.traces.stop(peers.get(0).session.id()))).isTrue();
		assertThat(done(this.traces.stop(peers.get(0).session.id()))).isFalse();
		assertThat(start(another)).isEqualTo(Start.STARTED);
		assertThat(done(this.traces.all())).hasSize(Traces.MOST + 1)
			.allSatisfy((trace) -> assertThat(trace.entries()).isEmpty());
		assertThat(done(this.traces.start(new ClientId("nobody")))).isEqualTo(Start.UNKNOWN);
	}

	@Test
	void tracedAgainItIsNotEndedByTheTimerOfTheFirst() {
		Peer peer = this.rig.connect();
		start(peer);
		passAnswering(peer, Duration.ofMinutes(4));
		done(this.traces.stop(peer.session.id()));
		start(peer);

		passAnswering(peer, Duration.ofMinutes(2));

		assertThat(read(peer).running()).isTrue();
	}

	private Start start(Peer peer) {
		return done(this.traces.start(peer.session.id()));
	}

	private TraceFacts read(Peer peer) {
		return done(this.traces.find(peer.session.id())).orElseThrow();
	}

	private void passAnswering(Peer peer, Duration time) {
		for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusSeconds(5)) {
			this.rig.loops.pass(Duration.ofSeconds(5));
			peer.says("{}");
		}
	}

	private static List<String> of(TraceFacts trace, Direction direction) {
		return trace.entries()
			.stream()
			.filter((entry) -> entry.direction() == direction)
			.map(TraceEntry::kind)
			.toList();
	}

	private <T> T done(CompletionStage<T> stage) {
		this.rig.loops.run();
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).isCompleted();
		return future.join();
	}

}
