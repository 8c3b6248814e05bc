package dev.realtime.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.realtime.ClientConnectedEvent;
import dev.realtime.ClientDisconnectedEvent;
import dev.realtime.ClientSubscribedEvent;
import dev.realtime.ClientUnsubscribedEvent;
import dev.realtime.PersonalChannels;
import dev.realtime.command.CommandSettings;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;
import dev.realtime.security.Identity;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client is subscribed to without having asked.
 */
class PersonalChannelTests {

	private static final CommandSettings ONE_CHANNEL = new CommandSettings(1, 1000, 50, 100, Duration.ofSeconds(4));

	private static final String CONNECT = "{\"id\":1,\"connect\":{}}";

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS, ONE_CHANNEL,
			PersonalChannels.of("user:{id}"));

	@AfterEach
	void nothingFailsOnALoop() {
		assertThat(this.rig.loops.failures()).isZero();
	}

	@Test
	void connectReplyTellsWhereTheUsersChannelStands() {
		this.rig.publish("user:ann", "1");
		this.rig.publish("user:ann", "2");
		Peer peer = this.rig.open();

		peer.says(CONNECT);

		assertThat(peer.lines()).singleElement()
			.asString()
			.contains("\"subs\":{\"user:ann\":{\"recoverable\":true,\"epoch\":", "\"offset\":2,\"positioned\":true}}")
			.doesNotContain("publications");
	}

	@Test
	void whatIsPublishedComesToEveryConnectionOfTheUserAndToNobodyElse() {
		Peer phone = this.rig.connect();
		Peer laptop = this.rig.connect();
		this.rig.login = CompletableFuture.completedFuture(Identity.of(() -> "bob"));
		Peer bob = this.rig.connect();

		this.rig.publish("user:ann", "\"for ann\"");

		assertThat(phone.lines()).singleElement().asString().contains("\"channel\":\"user:ann\"", "for ann");
		assertThat(laptop.lines()).singleElement().asString().contains("for ann");
		assertThat(bob.lines()).isEmpty();
	}

	@Test
	void anonymousClientsHaveNone() {
		this.rig.login = CompletableFuture.completedFuture(Identity.ANONYMOUS);
		Peer peer = this.rig.open();

		peer.says(CONNECT);

		assertThat(peer.lines()).singleElement().asString().doesNotContain("subs");
		assertThat(peer.session.subscriptions().size()).isZero();
	}

	@Test
	void idThatIsNoChannelNameConnectsAllTheSame() {
		String id = "ann:of the valley " + "x".repeat(300);
		this.rig.login = CompletableFuture.completedFuture(Identity.of(() -> id));
		Peer peer = this.rig.connect();

		this.rig.publish(PersonalChannels.of("user:{id}").of(UserId.of(id)).value(), "\"hello\"");

		assertThat(peer.lines()).singleElement().asString().contains("hello");
	}

	@Test
	void whatWasMissedComesWithTheConnectReplyAndTheRestFollowsIt() {
		Peer before = this.rig.open();
		before.says(CONNECT);
		String epoch = before.lines().get(0).replaceAll(".*\"epoch\":\"([^\"]+)\".*", "$1");
		before.session.disconnected(1006, "gone");
		publish(1, 3);
		Peer peer = this.rig.open();

		peer.says("{\"id\":1,\"connect\":{\"subs\":{\"user:ann\":{\"recover\":true,\"epoch\":\"" + epoch
				+ "\",\"offset\":1}}}}");
		publish(4, 5);

		List<String> lines = peer.lines();
		assertThat(lines.get(0)).contains("\"was_recovering\":true", "\"recovered\":true");
		assertThat(numbers(lines)).containsExactly(2, 3, 4, 5);
	}

	@Test
	void positionsOfChannelsTheServerDoesNotSubscribeAreForgotten() {
		this.rig.publish("user:bob", "\"for bob\"");
		Peer peer = this.rig.open();

		peer.says("{\"id\":1,\"connect\":{\"subs\":{\"user:bob\":{\"recover\":true},\"no good\":{\"recover\":true}}}}");

		assertThat(peer.lines()).singleElement()
			.asString()
			.contains("\"user:ann\"")
			.doesNotContain("for bob", "user:bob", "no good");
	}

	@Test
	void nothingIsLostOrDoubledAroundTheConnectReply() {
		CompletableFuture<@Nullable Payload> state = new CompletableFuture<>();
		this.rig.state = state;
		publish(1, 3);
		Peer peer = this.rig.open();
		peer.says("{\"id\":1,\"connect\":{\"subs\":{\"user:ann\":{\"recover\":true}}}}");
		publish(4, 6);
		assertThat(peer.lines()).isEmpty();

		state.complete(Payload.json("\"unread: 6\""));
		this.rig.loops.run();
		publish(7, 9);

		List<String> lines = peer.lines();
		assertThat(lines.get(0)).contains("\"connect\":{", "\"data\":\"unread: 6\"");
		assertThat(numbers(lines.subList(0, 1))).containsExactly(1, 2, 3);
		assertThat(numbers(lines)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void oneIsSubscribedAlreadyAndItTakesNoPlaceOfOnesOwn() {
		Peer peer = this.rig.connect();

		assertThat(answer(peer, "subscribe", "{\"channel\":\"user:ann\"}")).contains("\"code\":105");
		assertThat(answer(peer, "subscribe", "{\"channel\":\"news\"}")).contains("\"subscribe\":{");
		assertThat(answer(peer, "subscribe", "{\"channel\":\"more\"}")).contains("\"code\":106");
		assertThat(answer(peer, "sub_refresh", "{\"channel\":\"user:ann\",\"token\":\"t\"}")).contains("\"code\":107",
				"the server made this subscription");
	}

	@ParameterizedTest
	@ValueSource(strings = { "subscribe", "publish", "history" })
	void anotherUsersChannelIsRefusedWhateverTheAuthorizerSays(String command) {
		Peer peer = this.rig.connect();
		this.rig.publish("user:bob", "\"for bob\"");

		assertThat(answer(peer, command, "{\"channel\":\"user:bob\",\"data\":1,\"limit\":10}"))
			.contains("\"code\":103");
		assertThat(answer(peer, command, "{\"channel\":\"user:bob:inbox\",\"data\":1,\"limit\":10}"))
			.doesNotContain("error");
		this.rig.publish("user:bob", "\"for bob\"");
		assertThat(peer.lines()).noneMatch((line) -> line.contains("for bob"));
	}

	@Test
	void onesOwnMayBeReadAndPublishedToIfTheRuleSaysSo() {
		Peer peer = this.rig.connect();

		assertThat(answer(peer, "publish", "{\"channel\":\"user:ann\",\"data\":\"to my other devices\"}"))
			.contains("\"publish\":{}");
		assertThat(answer(peer, "history", "{\"channel\":\"user:ann\",\"limit\":10}")).contains("to my other devices");
	}

	@Test
	void unsubscribeEndsItUntilTheNextConnectAndOneMaySubscribeOneself() {
		Peer peer = this.rig.connect();

		assertThat(answer(peer, "unsubscribe", "{\"channel\":\"user:ann\"}")).contains("\"unsubscribe\":{}");
		this.rig.publish("user:ann", "\"unheard\"");
		assertThat(peer.lines()).isEmpty();

		assertThat(answer(peer, "subscribe", "{\"channel\":\"user:ann\"}")).contains("\"offset\":1");
		this.rig.publish("user:ann", "\"heard\"");
		assertThat(peer.lines()).singleElement().asString().contains("heard");
		assertThat(answer(peer, "subscribe", "{\"channel\":\"news\"}")).contains("\"code\":106");

		Peer next = this.rig.open();
		next.says(CONNECT);
		assertThat(next.lines()).singleElement().asString().contains("\"user:ann\"");
	}

	@Test
	void refreshOfTheLoginKeepsIt() {
		Peer peer = this.rig.connect();

		assertThat(answer(peer, "refresh", "{\"token\":\"t\"}")).contains("\"refresh\":{");
		this.rig.publish("user:ann", "\"still here\"");

		assertThat(peer.lines()).singleElement().asString().contains("still here");
	}

	@Test
	void applicationHearsOfItBetweenConnectedAndDisconnected() {
		Peer peer = this.rig.connect();

		peer.session.disconnected(1006, "gone");
		this.rig.loops.run();

		assertThat(this.rig.events).extracting((Function<Object, Object>) Object::getClass)
			.containsExactly(ClientConnectedEvent.class, ClientSubscribedEvent.class, ClientUnsubscribedEvent.class,
					ClientDisconnectedEvent.class);
	}

	private void publish(int from, int to) {
		for (int number = from; number <= to; number++) {
			this.rig.publish("user:ann", String.valueOf(number));
		}
	}

	/** All there is in publications, recovered or not, in the order of the lines. */
	private static List<Integer> numbers(List<String> lines) {
		return Pattern.compile("\"data\":(\\d+)")
			.matcher(String.join("\n", lines))
			.results()
			.map((result) -> Integer.valueOf(result.group(1)))
			.toList();
	}

	private static String answer(Peer peer, String command, String body) {
		peer.lines();
		peer.says("{\"id\":7,\"" + command + "\":" + body + "}");
		return peer.lines().stream().filter((line) -> line.startsWith("{\"id\":7,")).findFirst().orElseThrow();
	}

}
