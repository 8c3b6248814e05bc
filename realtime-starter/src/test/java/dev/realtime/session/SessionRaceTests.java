package dev.realtime.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.realtime.CommandRejectedException;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client says faster than it can be answered.
 */
class SessionRaceTests {

	private static final String CONNECT_AND_SUBSCRIBE = """
			{"id":1,"connect":{}}
			{"id":2,"subscribe":{"channel":"a"}}
			{"id":3,"subscribe":{"channel":"b"}}""";

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	@Test
	void subscribesBehindAConnectWaitForAnAuthenticatorThatTakesItsTime() {
		this.rig.login = new CompletableFuture<>();
		Peer peer = this.rig.open();

		peer.says(CONNECT_AND_SUBSCRIBE);
		this.rig.publish("a", "\"before\"");
		assertThat(peer.lines()).isEmpty();
		assertThat(peer.session.subscriptions().size()).isZero();

		this.rig.login.complete(SessionRig.ann(null));
		this.rig.loops.run();
		this.rig.publish("a", "\"after\"");

		List<String> lines = peer.lines();
		assertThat(lines).hasSize(4);
		assertThat(lines.get(0)).contains("\"id\":1", "\"connect\"");
		// Different channels overlap, so the two replies may come in either order.
		assertThat(lines.subList(1, 3)).anyMatch((line) -> line.contains("\"id\":2") && line.contains("\"offset\":1"))
			.anyMatch((line) -> line.contains("\"id\":3"));
		assertThat(lines.get(3)).contains("after").doesNotContain("before");
	}

	@Test
	void subscribesBehindAConnectThatIsRefusedAreNeverAnswered() {
		this.rig.login = new CompletableFuture<>();
		Peer peer = this.rig.open();
		peer.says(CONNECT_AND_SUBSCRIBE);

		this.rig.login.completeExceptionally(new CommandRejectedException(ErrorCode.TOKEN_EXPIRED));
		this.rig.loops.run();

		assertThat(peer.lines()).singleElement().asString().contains("\"id\":1", "109");
		assertThat(peer.session.subscriptions().size()).isZero();
	}

	@Test
	void oldPublicationsOfALaggingSubscriptionDoNotFollowTheReplyOfTheNext() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}");
		peer.lines();
		peer.connection.stick();
		this.rig.publish("a", "1");
		this.rig.publish("a", "2");
		this.rig.publish("a", "3");

		peer.says("{\"id\":3,\"unsubscribe\":{\"channel\":\"a\"}}\n{\"id\":4,\"subscribe\":{\"channel\":\"a\"}}");
		peer.connection.unstick();
		this.rig.loops.run();
		this.rig.publish("a", "4");

		List<String> lines = peer.lines();
		int reply = lines.indexOf(lines.stream().filter((line) -> line.contains("\"id\":4")).findFirst().orElseThrow());
		assertThat(lines.get(reply)).contains("\"offset\":3");
		assertThat(lines.subList(reply + 1, lines.size())).singleElement().asString().contains("\"offset\":4");
	}

	@Test
	void clientThatVanishesWhileItIsAuthenticatedLeavesNothingBehind() {
		this.rig.login = new CompletableFuture<>();
		Peer peer = this.rig.open();
		peer.says(CONNECT_AND_SUBSCRIBE);

		peer.session.disconnected(1006, "gone");
		this.rig.loops.run();
		this.rig.login.complete(SessionRig.ann(null));
		this.rig.loops.run();

		assertThat(peer.lines()).isEmpty();
		assertThat(this.rig.sessions.stats().active()).isZero();
		assertThat(peer.session.subscriptions().size()).isZero();
		assertThat(this.rig.events).isEmpty();
	}

}
