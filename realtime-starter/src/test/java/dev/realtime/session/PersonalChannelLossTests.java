package dev.realtime.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.CommandRejectedException;
import dev.realtime.PersonalChannels;
import dev.realtime.command.CommandSettings;
import dev.realtime.message.ChannelName;
import dev.realtime.security.Identity;
import dev.realtime.session.SessionRig.Peer;
import dev.realtime.testing.FaultyBroker.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a connect whose personal channel cannot be had, and of a connection
 * that loses it.
 */
class PersonalChannelLossTests {

	private static final String CONNECT = "{\"id\":1,\"connect\":{}}";

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS, CommandSettings.DEFAULTS,
			PersonalChannels.of("user:{id}"));

	@AfterEach
	void nothingFailsOnALoop() {
		assertThat(this.rig.loops.failures()).isZero();
	}

	@Test
	void brokerThatIsAwayMakesTheConnectFailForNow() {
		this.rig.broker.fault(Fault.AWAY);
		Peer peer = this.rig.open();

		peer.says(CONNECT);

		assertThat(peer.lines()).singleElement()
			.isEqualTo("{\"id\":1,\"error\":{\"code\":100,\"message\":\"internal server error\",\"temporary\":true}}");
		assertThat(peer.session.subscriptions().size()).isZero();
		assertThat(this.rig.events).isEmpty();
	}

	@Test
	void brokerThatDoesNotAnswerMakesTheConnectFailAtItsDeadline() {
		this.rig.broker.fault(Fault.SILENT);
		Peer peer = this.rig.open();
		peer.says(CONNECT);

		this.rig.loops.pass(Duration.ofMillis(3900));
		assertThat(peer.lines()).isEmpty();
		this.rig.loops.pass(Duration.ofMillis(200));

		assertThat(peer.lines()).singleElement().asString().contains("\"code\":100", "\"temporary\":true");
		assertThat(peer.session.subscriptions().size()).isZero();
	}

	@Test
	void loginThatComesAfterTheDeadlineSubscribesNothing() {
		this.rig.login = new CompletableFuture<>();
		Peer peer = this.rig.open();
		peer.says(CONNECT);
		this.rig.loops.pass(Duration.ofMillis(4100));

		this.rig.login.complete(SessionRig.ann(null));
		this.rig.loops.run();

		assertThat(peer.lines()).singleElement().asString().contains("\"code\":100");
		assertThat(peer.session.subscriptions().size()).isZero();
	}

	@Test
	void clientThatVanishesWhileItIsAuthenticatedIsNotSubscribed() {
		this.rig.login = new CompletableFuture<>();
		Peer peer = this.rig.open();
		peer.says(CONNECT);

		peer.session.disconnected(1006, "gone");
		this.rig.loops.run();
		this.rig.login.complete(SessionRig.ann(null));
		this.rig.loops.run();

		assertThat(peer.session.subscriptions().size()).isZero();
		assertThat(this.rig.events).isEmpty();
	}

	@Test
	void clientThatVanishesWhileItIsSubscribedLeavesNothingBehind() {
		this.rig.broker.fault(Fault.SILENT);
		Peer peer = this.rig.open();
		peer.says(CONNECT);

		peer.session.disconnected(1006, "gone");
		this.rig.loops.pass(Duration.ofSeconds(5));

		assertThat(peer.lines()).isEmpty();
		assertThat(peer.session.subscriptions().size()).isZero();
		assertThat(this.rig.events).isEmpty();
	}

	@Test
	void stateThatTheApplicationRefusesRefusesTheConnect() {
		this.rig.state = CompletableFuture.failedFuture(new CommandRejectedException(404, "no such user"));
		Peer peer = this.rig.open();

		peer.says(CONNECT);

		assertThat(peer.lines()).singleElement()
			.isEqualTo("{\"id\":1,\"error\":{\"code\":404,\"message\":\"no such user\"}}");
		assertThat(peer.session.subscriptions().size()).isZero();
		assertThat(this.rig.events).isEmpty();
	}

	@Test
	void streamThatStartsOverEndsTheConnectionsOfItsUserAndTheNextConnectSaysWhatIsMissing() {
		Peer peer = this.rig.open();
		peer.says(CONNECT);
		String epoch = peer.lines().get(0).replaceAll(".*\"epoch\":\"([^\"]+)\".*", "$1");
		this.rig.login = CompletableFuture.completedFuture(Identity.ANONYMOUS);
		Peer bystander = this.rig.connect();
		answer(bystander, "subscribe", "{\"channel\":\"news\"}");
		publish(1, 3);

		this.rig.broker.loseEverything();
		this.rig.loops.run();

		assertThat(peer.closeCode()).isEqualTo(3010);
		assertThat(peer.connection.closeReason().reason())
			.isEqualTo("insufficient state: channel user:ann started over");
		assertThat(peer.lines()).noneMatch((line) -> line.contains("unsubscribe"));
		// A subscription of the client's own is asked for again without a new connection.
		assertThat(bystander.closeCode()).isZero();
		assertThat(bystander.lines()).singleElement().asString().contains("\"code\":2500");

		this.rig.login = CompletableFuture.completedFuture(SessionRig.ann(null));
		Peer again = this.rig.open();
		again.says("{\"id\":1,\"connect\":{\"subs\":{\"user:ann\":{\"recover\":true,\"epoch\":\"" + epoch
				+ "\",\"offset\":3}}}}");
		assertThat(again.lines()).singleElement()
			.asString()
			.contains("\"was_recovering\":true")
			.doesNotContain("\"recovered\"", epoch);
	}

	@Test
	void streamThatStartsOverWhileItIsSubscribedMakesTheConnectFailForNow() {
		this.rig.state = new CompletableFuture<>();
		publish(1, 3);
		Peer peer = this.rig.open();
		peer.says(CONNECT);

		this.rig.broker.loseEverything();
		this.rig.loops.run();

		assertThat(peer.lines()).singleElement()
			.asString()
			.contains("\"id\":1,\"error\":{\"code\":100", "the channel started over", "\"temporary\":true");
		assertThat(peer.session.subscriptions().size()).isZero();
	}

	@Test
	void streamThatStartsOverWhileAClientSubscribesMakesTheSubscribeFailForNow() {
		Peer peer = this.rig.connect();
		this.rig.state = new CompletableFuture<>();
		this.rig.publish("news", "1");
		peer.says("{\"id\":7,\"subscribe\":{\"channel\":\"news\"}}");
		peer.lines();

		this.rig.broker.lose(ChannelName.of("news"));
		this.rig.loops.run();

		assertThat(peer.lines()).singleElement()
			.asString()
			.contains("\"id\":7,\"error\":{\"code\":100", "the channel started over");
		assertThat(peer.closeCode()).isZero();
	}

	private void publish(int from, int to) {
		for (int number = from; number <= to; number++) {
			this.rig.publish("user:ann", String.valueOf(number));
		}
	}

	private static String answer(Peer peer, String command, String body) {
		peer.lines();
		peer.says("{\"id\":7,\"" + command + "\":" + body + "}");
		return peer.lines().stream().filter((line) -> line.startsWith("{\"id\":7,")).findFirst().orElseThrow();
	}

}
