package dev.realtime.session;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** Which node a client was on before, and when that counts. */
class SessionPastTests {

	private static final NodeId ONE = new NodeId("one", "i1");

	private static final NodeId TWO = new NodeId("two", "i2");

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	@BeforeEach
	void othersAreAlive() {
		for (NodeId node : new NodeId[] { ONE, TWO }) {
			MemoryNodeBus.join(this.rig.cluster, new MemoryNodeDirectory(this.rig.cluster, node));
		}
	}

	@Test
	void clientCountsOnceWhenItHasConnectedAndIsToldWhereItIs() {
		Peer peer = this.rig.open(ONE);
		assertThat(this.rig.arrivals.counts()).isEmpty();

		peer.says("{\"id\":1,\"connect\":{}}");

		assertThat(this.rig.arrivals.counts()).isEqualTo(Map.of(ONE, 1L));
		assertThat(peer.lines().get(0)).contains("\"node\":\"rig|i1\"");
		peer.says("{\"id\":2,\"refresh\":{\"token\":\"t\"}}");
		assertThat(this.rig.arrivals.counts()).isEqualTo(Map.of(ONE, 1L));
	}

	@Test
	void clientThatIsNotLetInDoesNotCount() {
		Peer peer = this.rig.open(ONE);

		peer.says("{\"id\":1,\"subscribe\":{\"channel\":\"any\"}}");

		assertThat(peer.closeCode()).isEqualTo(3501);
		assertThat(this.rig.arrivals.counts()).isEmpty();
	}

	@Test
	void whatTheClientItselfSaysIsBetterThanTheCookieOfTheBrowser() {
		connect(this.rig.open(ONE), NodeMark.of(TWO));
		connect(this.rig.open(null), NodeMark.of(TWO));
		connect(this.rig.open(ONE), "rig|i1");
		connect(this.rig.open(ONE), "nonsense");

		assertThat(this.rig.arrivals.counts()).isEqualTo(Map.of(TWO, 2L, ONE, 1L));
	}

	@Test
	void nodesThatDoNotExistDoNotCount() {
		connect(this.rig.open(null), "two|i3");
		connect(this.rig.open(null), "invented|i1");

		assertThat(this.rig.arrivals.counts()).isEmpty();
	}

	private static void connect(Peer peer, String mark) {
		peer.says("{\"id\":1,\"connect\":{\"headers\":{\"X-Realtime-Node\":\"" + mark + "\"}}}");
	}

}
