package dev.realtime.session;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.realtime.channel.ChannelFacts;
import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.ChannelSurvey.Found;
import dev.realtime.channel.PriorityOverrides;
import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.channel.TrafficPolicy;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.Priority;
import dev.realtime.message.UserId;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node finds when it looks at its connections and channels. */
class SessionSearchTests {

	private static final String FILLER = "x".repeat(10_000);

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	private final SessionSearch search = this.rig.sessions.search();

	@Test
	void pagesFollowEachOther() {
		List<Peer> peers = Stream.generate(this.rig::connect).limit(25).toList();

		SessionPage first = done(this.search.page(SessionFilter.ALL, 0, 10));
		SessionPage second = done(this.search.page(SessionFilter.ALL, last(first), 10));
		peers.get(21).session.disconnected(1001, "");
		this.rig.connect();
		SessionPage third = done(this.search.page(SessionFilter.ALL, last(second), 10));

		assertThat(first.matching()).isEqualTo(25);
		assertThat(second.matching()).isEqualTo(15);
		assertThat(Stream.of(first, second).flatMap((page) -> page.sessions().stream()).map(SessionFacts::client))
			.containsExactlyElementsOf(peers.subList(0, 20).stream().map((peer) -> peer.session.id()).toList());
		assertThat(third.sessions()).hasSize(5).extracting(SessionFacts::number).isSorted();
	}

	@Test
	void pageDoesNotEndBecauseSomeEndWhileItIsMade() {
		Stream.generate(this.rig::connect).limit(700).forEach((peer) -> assertThat(peer.session.isOpen()).isTrue());
		List<Peer> silent = Stream.generate(this.rig::open).limit(10).toList();
		SessionFilter anonymous = new SessionFilter(UserId.ANONYMOUS, null, null, null);

		CompletionStage<SessionPage> page = this.search.page(anonymous, 0, 4);
		silent.subList(0, 4).forEach((peer) -> peer.session.disconnected(1001, ""));
		SessionPage first = done(page);
		SessionPage second = done(this.search.page(anonymous, last(first), 10));

		assertThat(first.matching()).isEqualTo(10);
		assertThat(first.sessions()).hasSize(4).extracting(SessionFacts::state).containsOnly("CLOSED");
		assertThat(second.sessions()).extracting(SessionFacts::client)
			.containsExactlyElementsOf(silent.subList(4, 10).stream().map((peer) -> peer.session.id()).toList());
	}

	@Test
	void whoIsSeenTwiceIsToldOnce() {
		List<Peer> peers = Stream.generate(this.rig::connect).limit(700).toList();
		Peer slow = this.rig.connect();
		Peer first = peers.stream()
			.filter((peer) -> peer.session.loop() == slow.session.loop())
			.findFirst()
			.orElseThrow();
		slow.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}");
		for (int i = 0; i < 10; i++) {
			this.rig.publish("idle:1", "\"" + FILLER + "\"");
		}
		this.rig.loops.pass(Duration.ofSeconds(2));
		this.rig.publish("idle:1", "\"" + FILLER + "\"");
		long before = slow.session.outbox().lagBytes();

		CompletionStage<SessionPage> slowest = this.search.slowest(5);
		first.session.disconnected(1001, "");
		slow.session.loop().execute(() -> slow.session.sweep(slow.session.loop().ticker().nanoTime()));
		SessionPage page = done(slowest);

		assertThat(slow.session.index).as("in the place of the first").isZero();
		assertThat(slow.session.outbox().lagBytes()).as("has changed").isNotEqualTo(before);
		assertThat(page.sessions()).singleElement()
			.satisfies((facts) -> assertThat(facts.client()).isEqualTo(slow.session.id()));
		assertThat(page.matching()).isEqualTo(1);
	}

	@Test
	void connectionsAreFoundByAllThatIsSaid() {
		Peer peer = this.rig.connect();
		Peer other = this.rig.connect();
		Peer silent = this.rig.open();
		other.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}");
		ChannelName channel = ChannelName.of("idle:1");

		assertThat(found(new SessionFilter(UserId.of("ann"), null, null, null))).containsExactly(peer.session.id(),
				other.session.id());
		assertThat(found(new SessionFilter(UserId.ANONYMOUS, null, null, null))).containsExactly(silent.session.id());
		assertThat(found(new SessionFilter(null, silent.session.id(), null, null))).hasSize(1);
		assertThat(found(new SessionFilter(null, null, "192.0.", null))).hasSize(3);
		assertThat(found(new SessionFilter(null, null, "10.", null))).isEmpty();
		assertThat(found(new SessionFilter(UserId.of("ann"), null, "192.", channel)))
			.containsExactly(other.session.id());
		assertThat(done(this.search.find(silent.session.id()))).as("nobody has said who it is").isEmpty();
	}

	@Test
	void whatClientsRunIsToldAndSharedAndCut() {
		Peer peer = this.rig.open();
		Peer other = this.rig.open();
		String says = "{\"id\":1,\"connect\":{\"name\":\"js\",\"version\":\"" + "9".repeat(100) + "\"}}";
		peer.says(says);
		other.says(says);

		ClientSoftware software = peer.session.facts().software();

		assertThat(software.name()).isEqualTo("js");
		assertThat(software.version()).hasSize(64);
		assertThat(other.session.facts().software()).isSameAs(software);
	}

	@Test
	void whoDoesNotKeepUpComesFirstAndIsToldWhy() {
		this.rig.connect();
		Peer slow = this.rig.connect();
		slow.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}");
		for (int i = 0; i < 20; i++) {
			this.rig.publish("idle:1", "\"" + FILLER + "\"");
		}
		this.rig.loops.pass(Duration.ofSeconds(7));

		SessionPage slowest = done(this.search.slowest(5));
		SessionDetail detail = done(this.search.find(slow.session.id())).orElseThrow();

		assertThat(slowest.matching()).isEqualTo(1);
		assertThat(slowest.sessions()).singleElement().satisfies((facts) -> {
			assertThat(facts.client()).isEqualTo(slow.session.id());
			assertThat(facts.slow()).isTrue();
			assertThat(facts.lagBytes()).isPositive();
			assertThat(facts.inFlightBytes()).isPositive();
			assertThat(facts.silentMillis()).isEqualTo(7000);
		});
		assertThat(detail.subscriptions()).singleElement().satisfies((subscribed) -> {
			assertThat(subscribed.frozen()).isTrue();
			assertThat(subscribed.facts().behind()).isTrue();
			assertThat(subscribed.facts().lane()).isEqualTo(Priority.LOW);
			assertThat(subscribed.facts().position().offset()).isBetween(1L, 19L);
		});
		assertThat(detail.decisions()).extracting(DecisionLog.Entry::decision).containsExactly(Decision.SLOW);
	}

	@Test
	void whatTheNodeShedsIsFrozenForWhoKeepsUp() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}");
		peer.says("{\"id\":3,\"subscribe\":{\"channel\":\"urgent:1\"}}");
		this.rig.channels.apply(new TrafficPolicy(true, true, PriorityOverrides.NONE));
		this.rig.publish("idle:1", "1");
		this.rig.publish("urgent:1", "1");

		assertThat(frozen(peer)).containsExactly("idle:1");

		this.rig.channels.apply(TrafficPolicy.NORMAL);

		assertThat(frozen(peer)).isEmpty();
	}

	@Test
	void channelsAreFoundInOrder() {
		Peer peer = this.rig.connect();
		Peer other = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}");
		peer.says("{\"id\":3,\"subscribe\":{\"channel\":\"idle:2\"}}");
		peer.says("{\"id\":4,\"subscribe\":{\"channel\":\"urgent:1\"}}");
		other.says("{\"id\":2,\"subscribe\":{\"channel\":\"idle:2\"}}");
		this.rig.publish("idle:1", "1");
		this.rig.publish("idle:1", "2");
		this.rig.channels.apply(new TrafficPolicy(false, false,
				new PriorityOverrides(List.of(new PriorityOverride(ChannelPattern.of("idle:1"), Priority.HIGH)))));
		this.rig.loops.run();

		Found bySubscribers = done(this.rig.channels.survey()
			.first("idle:", 5, Comparator.comparingInt(ChannelFacts::subscribers).reversed()));
		Found top = done(this.rig.channels.survey()
			.first("", 1, Comparator.comparingLong(ChannelFacts::publications).reversed()));

		assertThat(bySubscribers.all()).isEqualTo(2);
		assertThat(bySubscribers.channels()).extracting((each) -> each.channel().value())
			.containsExactly("idle:2", "idle:1");
		assertThat(bySubscribers.channels()).extracting(ChannelFacts::subscribers).containsExactly(2, 1);
		assertThat(top.all()).isEqualTo(3);
		assertThat(top.channels()).singleElement().satisfies((facts) -> {
			assertThat(facts.channel()).isEqualTo(ChannelName.of("idle:1"));
			assertThat(facts.publications()).isEqualTo(2);
			assertThat(facts.rulePriority()).isEqualTo(Priority.LOW);
			assertThat(facts.priority()).isEqualTo(Priority.HIGH);
			assertThat(facts.position().offset()).isEqualTo(2);
			assertThat(facts.tailEntries()).isEqualTo(2);
			assertThat(facts.state()).isEqualTo("ACTIVE");
		});
		assertThat(done(this.rig.channels.survey().of(List.of(ChannelName.of("urgent:1"), ChannelName.of("none")))))
			.singleElement()
			.satisfies((facts) -> assertThat(facts.subscribers()).isEqualTo(1));
	}

	private List<String> frozen(Peer peer) {
		return done(this.search.find(peer.session.id())).orElseThrow()
			.subscriptions()
			.stream()
			.filter(SessionDetail.Subscribed::frozen)
			.map((each) -> each.facts().channel().value())
			.toList();
	}

	private List<ClientId> found(SessionFilter filter) {
		return done(this.search.page(filter, 0, 10)).sessions().stream().map(SessionFacts::client).toList();
	}

	private static long last(SessionPage page) {
		return page.sessions().get(page.sessions().size() - 1).number();
	}

	private <T> T done(CompletionStage<T> stage) {
		this.rig.loops.run();
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).isCompleted();
		return future.join();
	}

}
