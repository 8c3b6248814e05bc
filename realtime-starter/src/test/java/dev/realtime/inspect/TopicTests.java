package dev.realtime.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.realtime.channel.ChannelFacts;
import dev.realtime.channel.SubscriptionFacts;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.inspect.ClusterChannels.First;
import dev.realtime.inspect.ClusterChannels.Listed;
import dev.realtime.inspect.ClusterChannels.These;
import dev.realtime.inspect.ClusterConnections.Behind;
import dev.realtime.inspect.ClusterConnections.Perhaps;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.reconnect.ReconnectTop;
import dev.realtime.session.ClientSoftware;
import dev.realtime.session.SessionDetail;
import dev.realtime.session.SessionFacts;
import dev.realtime.session.SessionFilter;
import dev.realtime.session.SessionPage;
import dev.realtime.session.TraceEntry;
import dev.realtime.session.TraceFacts;
import dev.realtime.testing.PausableBus;

import static org.assertj.core.api.Assertions.assertThat;

/** Questions and answers as they travel. */
class TopicTests {

	private static final NodeId HERE = new NodeId("here", "i1");

	private static final NodeId THERE = new NodeId("there", "i2");

	private static final ChannelName CHANNEL = ChannelName.of("match:42:\"é\"");

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final PausableBus here = bus(HERE);

	private final PausableBus there = bus(THERE);

	private final InspectionStats stats = new InspectionStats();

	@ParameterizedTest
	@MethodSource("travellers")
	@SuppressWarnings("unchecked")
	void whatTravelsReadsAsItWasWritten(Object traveller) {
		Class<Object> type = (Class<Object>) traveller.getClass();
		new Topic<>(this.there, "test", type, type, this.stats, CompletableFuture::completedFuture);
		Topic<Object, Object> topic = new Topic<>(this.here, "test", type, type, this.stats,
				CompletableFuture::completedFuture);

		Answers<Object> answers = done(topic.askAll(traveller));

		assertThat(answers.answers()).isEqualTo(Map.of(HERE, traveller, THERE, traveller));
		assertThat(this.stats.notUnderstood()).isZero();
	}

	static List<Object> travellers() {
		SessionFacts facts = new SessionFacts(new ClientId("c1"), 7, UserId.of("ann"), "websocket", "192.0.2.1", 1,
				"CONNECTED", new ClientSoftware("js", "5.3.0"), 2, 3, 4, true, false, 5);
		SessionFacts anonymous = new SessionFacts(new ClientId("c2"), 8, UserId.ANONYMOUS, "websocket", "::1", 1,
				"OPEN", ClientSoftware.UNKNOWN, 0, 0, 0, false, false, 0);
		SubscriptionFacts subscription = new SubscriptionFacts(CHANNEL, new StreamPosition("e", 9), Priority.HIGH, 10,
				true, true, false);
		SubscriptionFacts bare = new SubscriptionFacts(CHANNEL, StreamPosition.NONE, Priority.LOW, 0, false, false,
				true);
		ChannelFacts channel = new ChannelFacts(CHANNEL, "match:**", Priority.LOW, Priority.HIGH, 3, 4, 0.125, 5, 6,
				new StreamPosition("e", 7), "ACTIVE");
		return List.of(new First("match:", ChannelOrder.PUBLICATIONS, 20), new These(List.of(CHANNEL)),
				new Listed(List.of(channel), 12), new Behind(SessionFilter.ALL, "", 0, 1),
				new Behind(new SessionFilter(UserId.of("ann"), new ClientId("c"), "192.", CHANNEL), "n/i", 5, 100),
				new SessionPage(List.of(facts, anonymous), 500), new Perhaps(null),
				new Perhaps(new SessionDetail(facts,
						List.of(new SessionDetail.Subscribed(subscription, true),
								new SessionDetail.Subscribed(bare, false)),
						List.of(new DecisionLog.Entry(1, Decision.SLOW, null, 0),
								new DecisionLog.Entry(2, Decision.CONFLATED, CHANNEL, 3)))),
				new ClusterReconnects.Everything(),
				new ReconnectTop(List.of(new ReconnectTop.Entry("js", 3, 3)),
						List.of(new ReconnectTop.Entry("192.0.2.0/24", 3, 2))),
				new ClusterTraces.Everything(), new ClusterTraces.Perhaps(new TraceFacts(new ClientId("c1"), 1, 2, true,
						"", 1, List.of(new TraceEntry(1, TraceEntry.Direction.OUT, "write", "", 0, 12, 0, 0)))));
	}

	@Test
	void nodeThatStandsStillAndOneThatFailsAreMissing() {
		new Topic<>(this.there, "test", These.class, Listed.class, this.stats, (asked) -> {
			throw new IllegalStateException("broken, for a test");
		});
		Topic<These, Listed> topic = topic(this.here);

		assertThat(done(topic.askAll(new These(List.of()))).missing()).isEqualTo(Map.of(THERE, Missing.FAILED));

		this.there.pause();

		Answers<Listed> answers = done(topic.ask(new These(List.of()), Set.of(THERE)));
		assertThat(answers.missing()).isEqualTo(Map.of(THERE, Missing.SILENT));
		assertThat(answers.found((all) -> "").missing()).containsOnlyKeys(THERE);
	}

	@Test
	void nobodyMissesANodeThatIsGone() {
		NodeId gone = new NodeId("gone", "i3");

		Answers<Listed> answers = done(topic(this.here).ask(new These(List.of()), Set.of(HERE, gone)));

		assertThat(answers.missing()).isEqualTo(Map.of(gone, Missing.GONE));
		assertThat(answers.found((all) -> "").missing()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "[]", "{}", "{\"v\":2,\"it\":{\"channels\":[],\"all\":0}}", "{\"v\":1}",
			"{\"v\":1,\"it\":{\"channels\":7}}" })
	void answerThatIsNotUnderstoodIsMissingAndCounted(String answer) {
		this.there.handle("test", (asked) -> CompletableFuture.completedFuture(bytes(answer)));

		assertThat(done(topic(this.here).ask(new These(List.of()), Set.of(THERE))).missing())
			.isEqualTo(Map.of(THERE, Missing.FAILED));
		assertThat(this.stats.notUnderstood()).isEqualTo(1);
	}

	@Test
	void questionThatIsNotUnderstoodIsAnsweredWithNothingAndCounted() {
		topic(this.here);

		assertThat(done(this.there.ask("test", bytes("{\"v\":2,\"it\":{}}"), Set.of(HERE))).answers().get(HERE))
			.isEmpty();
		assertThat(this.stats.notUnderstood()).isEqualTo(1);
	}

	@Test
	void whatANewerNodeAddsIsIgnored() {
		this.there.handle("test", (asked) -> CompletableFuture
			.completedFuture(bytes("{\"v\":1,\"new\":1,\"it\":{\"channels\":[],\"all\":3,\"more\":{\"a\":[]}}}")));

		assertThat(done(topic(this.here).ask(new These(List.of()), Set.of(THERE))).answers())
			.isEqualTo(Map.of(THERE, new Listed(List.of(), 3)));
	}

	@ParameterizedTest
	@MethodSource("travellers")
	@SuppressWarnings("unchecked")
	void whatAnOlderNodeDoesNotSayIsNothing(Object traveller) {
		ObjectNode older = JsonMapper.shared().valueToTree(traveller);
		forget(older);
		Class<Object> type = (Class<Object>) traveller.getClass();
		this.there.handle("test",
				(asked) -> CompletableFuture.completedFuture(bytes("{\"v\":1,\"it\":" + older + "}")));
		Topic<Object, Object> topic = new Topic<>(this.here, "test", type, type, this.stats,
				CompletableFuture::completedFuture);

		Object read = done(topic.ask(traveller, Set.of(THERE))).answers().get(THERE);

		assertThat(read).isNotNull();
		ObjectNode again = JsonMapper.shared().valueToTree(read);
		assertThat(again.propertyNames())
			.isEqualTo(JsonMapper.shared().<ObjectNode>valueToTree(traveller).propertyNames());
		again.valueStream().filter(JsonNode::isArray).forEach((list) -> assertThat(list).isEmpty());
		assertThat(this.stats.notUnderstood()).isZero();
	}

	@Test
	void numbersTruthsAndListsThatAreNotSaidAreNothing() {
		this.there.handle("test", (asked) -> CompletableFuture
			.completedFuture(bytes("{\"v\":1,\"it\":{\"sessions\":[{\"client\":{\"value\":\"c1\"},\"number\":7}]}}")));
		Topic<SessionPage, SessionPage> page = new Topic<>(this.here, "test", SessionPage.class, SessionPage.class,
				this.stats, CompletableFuture::completedFuture);

		SessionPage read = done(page.ask(new SessionPage(List.of(), 0), Set.of(THERE))).answers().get(THERE);

		assertThat(read.matching()).isZero();
		assertThat(read.sessions()).singleElement().satisfies((facts) -> {
			assertThat(facts.number()).isEqualTo(7);
			assertThat(facts.silentMillis()).isZero();
			assertThat(facts.lagging()).isFalse();
		});
	}

	@Test
	void nobodyIsAskedForMoreThanIsAllowed() {
		assertThat(new First("", ChannelOrder.SUBSCRIBERS, 1_000_000).most()).isEqualTo(ClusterChannels.MOST);
		assertThat(new Behind(SessionFilter.ALL, "", 0, 1_000_000).most()).isEqualTo(ClusterConnections.MOST);
		assertThat(new These(Collections.nCopies(1_000_000, CHANNEL)).channels()).hasSize(ClusterChannels.MOST_NAMED);
	}

	/** Takes away all numbers, truths and lists, at every depth that is left. */
	private static void forget(ObjectNode json) {
		json.removeIf((member) -> member.isNumber() || member.isBoolean() || member.isArray());
		json.valueStream().filter(JsonNode::isObject).forEach((member) -> forget((ObjectNode) member));
	}

	private Topic<These, Listed> topic(NodeBus bus) {
		return new Topic<>(bus, "test", These.class, Listed.class, this.stats,
				(asked) -> CompletableFuture.completedFuture(new Listed(List.of(), 0)));
	}

	private PausableBus bus(NodeId node) {
		return new PausableBus(MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, node)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

}
