package dev.realtime.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import dev.realtime.admission.UserLimitSettings;
import dev.realtime.admission.WhenUserFull;
import dev.realtime.command.CommandSettings;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;
import dev.realtime.security.Identity;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a client is known by its user, on its node and in the cluster.
 */
class SessionEntryTests {

	private static final UserId ANN = UserId.of("ann");

	private static final String CONNECT = "{\"id\":1,\"connect\":{}}";

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	@Test
	void clientIsRegisteredBeforeItIsToldThatItIsConnected() {
		this.rig.directory.hold();
		Peer peer = this.rig.open();
		peer.says(CONNECT);
		assertThat(peer.lines()).isEmpty();
		assertThat(this.rig.index.of(ANN)).as("a node knows whom it registers").hasSize(1);

		this.rig.directory.letGo();
		this.rig.loops.run();

		assertThat(peer.lines()).singleElement().asString().contains("\"connect\"");
		assertThat(this.rig.cluster.size()).isEqualTo(1);
	}

	@Test
	void clientThatGoesWhileItIsRegisteredLeavesNothing() {
		this.rig.directory.hold();
		Peer peer = this.rig.open();
		peer.says(CONNECT);

		peer.session.disconnected(1006, "cut");
		this.rig.loops.run();
		assertThat(this.rig.index.count()).isZero();
		this.rig.directory.letGo();
		this.rig.loops.run();

		assertThat(this.rig.cluster.size()).isZero();
		assertThat(this.rig.directory.calls()).containsExactly("register", "unregister");
		assertThat(peer.lines()).isEmpty();
	}

	@Test
	void clientThatGoesWhileItIsAuthenticatedIsNeverKnown() {
		this.rig.login = new CompletableFuture<>();
		Peer peer = this.rig.open();
		peer.says(CONNECT);
		peer.session.disconnected(1006, "cut");
		this.rig.loops.run();

		this.rig.login.complete(SessionRig.ann(null));
		this.rig.loops.run();

		assertThat(this.rig.index.count()).isZero();
		assertThat(this.rig.directory.calls()).isEmpty();
	}

	@Test
	void anonymousClientsAreCountedAndNotRegistered() {
		this.rig.login = CompletableFuture.completedFuture(Identity.ANONYMOUS);

		Peer peer = this.rig.connect();
		assertThat(this.rig.index.count()).isEqualTo(1);
		assertThat(this.rig.directory.calls()).isEmpty();

		peer.session.disconnected(1006, "cut");
		this.rig.loops.run();
		assertThat(this.rig.index.count()).isZero();
	}

	@Test
	void withoutALimitClientIsLetInWhileTheStoreIsAwayAndRegisteredLater() {
		this.rig.directory.away(true);
		Peer peer = this.rig.open();
		peer.says(CONNECT);
		assertThat(peer.lines()).singleElement().asString().contains("\"connect\"");

		this.rig.directory.away(false);
		this.rig.loops.pass(Duration.ofSeconds(2));

		assertThat(this.rig.cluster.size()).isEqualTo(1);
	}

	@Test
	void withALimitClientIsToldToTryAgainWhileTheStoreIsAway() {
		SessionRig limited = limited(1, WhenUserFull.REPLACE);
		limited.directory.away(true);
		Peer peer = limited.open();
		peer.says(CONNECT);

		assertThat(peer.lines()).singleElement().asString().contains("\"code\":100", "\"temporary\":true");
		assertThat(limited.index.count()).isZero();

		limited.directory.away(false);
		limited.loops.pass(Duration.ofMinutes(1));
		assertThat(limited.cluster.size()).isZero();
	}

	@Test
	void storeThatNeverAnswersIsNotWaitedForLongerThanClientsWait() {
		SessionRig limited = limited(1, WhenUserFull.REPLACE);
		limited.directory.hold();
		Peer peer = limited.open();
		peer.says(CONNECT);
		limited.loops.pass(Duration.ofSeconds(5));

		assertThat(peer.lines()).singleElement().asString().contains("\"code\":100");
		limited.directory.letGo();
		limited.loops.run();
		assertThat(limited.cluster.size()).isZero();
		assertThat(limited.index.count()).isZero();
	}

	@Test
	void ofTwoThatConnectAtOnceExactlyOneStays() {
		for (WhenUserFull whenFull : WhenUserFull.values()) {
			SessionRig limited = limited(1, whenFull);
			limited.directory.hold();
			Peer one = limited.open();
			Peer two = limited.open();
			one.says(CONNECT);
			two.says(CONNECT);
			limited.directory.letGo();
			limited.loops.run();

			assertThat(List.of(one.closeCode(), two.closeCode()))
				.containsExactlyInAnyOrder((whenFull == WhenUserFull.REPLACE) ? 4501 : 4001, 0);
			assertThat(limited.index.count()).isEqualTo(1);
			assertThat(limited.cluster.size()).isEqualTo(1);
		}
	}

	@Test
	void messageFollowsWhatWaitsAndOnlyAfterTheReplyToConnect() {
		this.rig.directory.hold();
		Peer connecting = this.rig.open();
		connecting.says(CONNECT);
		assertThat(sent("early")).isZero();
		this.rig.directory.letGo();
		this.rig.loops.run();
		connecting.lines();

		connecting.connection.stick();
		connecting.says("{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}");
		assertThat(sent("first")).isEqualTo(1);
		assertThat(sent("second")).isEqualTo(1);
		connecting.connection.unstick();
		this.rig.loops.run();

		List<String> lines = connecting.lines();
		assertThat(lines).hasSize(3);
		assertThat(lines.get(0)).contains("\"id\":2");
		assertThat(lines.subList(1, 3)).containsExactly("{\"push\":{\"message\":{\"data\":\"first\"}}}",
				"{\"push\":{\"message\":{\"data\":\"second\"}}}");
	}

	@Test
	void closingSaysHowManyWereThere() {
		Peer one = this.rig.connect();
		Peer two = this.rig.connect();

		assertThat(done(this.rig.index.close(ANN, CloseReason.FORCE_DISCONNECT))).isEqualTo(2);
		assertThat(done(this.rig.index.close(List.of(one.session.id()), CloseReason.FORCE_DISCONNECT))).isZero();

		assertThat(List.of(one.closeCode(), two.closeCode())).containsExactly(3503, 3503);
		assertThat(this.rig.cluster.size()).isZero();
	}

	private int sent(String text) {
		return done(this.rig.index.send(ANN, Payload.json("\"" + text + "\"")));
	}

	private int done(CompletionStage<Integer> stage) {
		this.rig.loops.run();
		return stage.toCompletableFuture().join();
	}

	private static SessionRig limited(int most, WhenUserFull whenFull) {
		return new SessionRig(SessionSettings.DEFAULTS, CommandSettings.DEFAULTS,
				new UserLimitSettings(most, whenFull));
	}

}
