package dev.realtime.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has to go when a node is full. */
class IdleEvictionTests {

	private static final Duration IDLE = Duration.ofSeconds(20);

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	private final IdleEviction eviction = new IdleEviction(this.rig.sessions, IDLE);

	@Test
	void longestSilentGoesAndIsToldWhy() {
		List<Peer> peers = connectOneBySecond(6);
		pass(IDLE);
		says(peers.get(0));

		assertThat(evict()).isTrue();

		assertThat(peers).filteredOn((peer) -> peer.closeCode() != 0).containsExactly(peers.get(1));
		assertThat(peers.get(1).closeCode()).isEqualTo(4002);
		assertThat(peers.get(1).connection.closeReason().isReconnect()).isTrue();
		assertThat(peers.get(1).connection.closeReason().reason())
			.startsWith("evicted while idle: the node is full, and nothing but pongs has come for 2");
		assertThat(this.rig.sessions.stats().closesByCode()).containsEntry(4002, 1L);
	}

	@Test
	void pongsAndWhatItIsSentKeepNobody() {
		List<Peer> peers = connectOneBySecond(2);
		peers.get(0).says("{\"id\":7,\"subscribe\":{\"channel\":\"any\"}}");
		peers.get(1).says("{\"id\":7,\"subscribe\":{\"channel\":\"any\"}}");
		for (int i = 0; i < IDLE.toSeconds(); i++) {
			pass(Duration.ofSeconds(1));
			this.rig.publish("any", "1");
			peers.get(0).says("{}");
			peers.get(1).says("{\"id\":" + (10 + i) + ",\"rpc\":{\"method\":\"unknown\"}}");
		}

		assertThat(evict()).isTrue();

		assertThat(peers.get(0).closeCode()).isEqualTo(4002);
		assertThat(evict()).isFalse();
	}

	@Test
	void nobodyGoesWhoHasNotBeenIdleForLongEnough() {
		List<Peer> peers = connectOneBySecond(3);
		pass(IDLE.minusSeconds(4));

		assertThat(evict()).isFalse();
		pass(Duration.ofSeconds(1));
		assertThat(evict()).isTrue();

		assertThat(peers.get(0).closeCode()).isEqualTo(4002);
		assertThat(evict()).as("the next is a second younger").isFalse();
		pass(Duration.ofSeconds(1));
		assertThat(evict()).isTrue();
	}

	@Test
	void manyWhoAskAtOnceAreServedByOneLook() {
		List<Peer> peers = connectOneBySecond(10);
		pass(IDLE);

		List<CompletableFuture<Boolean>> answers = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			answers.add(this.eviction.evict().toCompletableFuture());
		}
		this.rig.loops.run();

		assertThat(answers).allSatisfy((answer) -> assertThat(answer).isCompleted());
		assertThat(answers.stream().filter(CompletableFuture::join)).hasSize(10);
		assertThat(peers).allSatisfy((peer) -> assertThat(peer.closeCode()).isEqualTo(4002));
		assertThat(evict()).isFalse();
	}

	@Test
	void oneThatIsGoneMeanwhileIsNoneAndAnotherGoes() {
		List<Peer> peers = connectOneBySecond(4);
		pass(IDLE);

		CompletableFuture<Boolean> answer = this.eviction.evict().toCompletableFuture();
		peers.get(0).session.disconnected(1006, "gone");
		byte[] words = "{\"id\":9,\"rpc\":{\"method\":\"x\"}}".getBytes(StandardCharsets.UTF_8);
		peers.get(1).session.received(words, words.length);
		this.rig.loops.run();

		assertThat(answer.join()).isTrue();
		assertThat(peers.get(0).closeCode()).isZero();
		assertThat(peers.stream().filter((peer) -> peer.closeCode() == 4002)).hasSize(1);
	}

	private List<Peer> connectOneBySecond(int count) {
		List<Peer> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			peers.add(this.rig.connect());
			pass(Duration.ofSeconds(1));
		}
		return peers;
	}

	private boolean evict() {
		CompletableFuture<Boolean> answer = this.eviction.evict().toCompletableFuture();
		this.rig.loops.run();
		return answer.join();
	}

	private static void says(Peer peer) {
		peer.says("{\"id\":5,\"rpc\":{\"method\":\"unknown\"}}");
	}

	private void pass(Duration time) {
		this.rig.loops.pass(time);
	}

}
