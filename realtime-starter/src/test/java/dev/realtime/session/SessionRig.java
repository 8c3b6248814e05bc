package dev.realtime.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.PersonalChannels;
import dev.realtime.admission.UserLimit;
import dev.realtime.admission.UserLimitSettings;
import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.PublishRequest;
import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.ChannelSettings;
import dev.realtime.channel.Channels;
import dev.realtime.channel.ClientRights;
import dev.realtime.channel.Overflow;
import dev.realtime.channel.RecoveryMode;
import dev.realtime.channel.Shaping;
import dev.realtime.cluster.Arrivals;
import dev.realtime.cluster.BusClients;
import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.cluster.ConfirmedConnections;
import dev.realtime.cluster.memory.MemoryClientDirectory;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.command.ApplicationCalls;
import dev.realtime.command.Caller;
import dev.realtime.command.CommandContext;
import dev.realtime.command.CommandSettings;
import dev.realtime.command.Commands;
import dev.realtime.command.InitialState;
import dev.realtime.command.RpcHandler;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.UserId;
import dev.realtime.presence.memory.MemoryPresenceStore;
import dev.realtime.protocol.JsonCodec;
import dev.realtime.security.CallScope;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.Identity;
import dev.realtime.testing.FaultyBroker;
import dev.realtime.testing.GatedClientDirectory;
import dev.realtime.testing.ManualLoops;
import dev.realtime.testing.RecordingConnection;

/**
 * A whole node without sockets and threads: what a client sends, when time passes and
 * when the application answers is up to the test.
 */
final class SessionRig {

	private static final NodeId NODE = new NodeId("rig", "i1");

	final ManualLoops loops = new ManualLoops(2);

	final List<Object> events = new ArrayList<>();

	final FaultyBroker broker = new FaultyBroker(this.loops.ticker()::currentTimeMillis);

	final MemoryCluster cluster = new MemoryCluster(this.loops.ticker()::currentTimeMillis);

	/** The directory of this node, for the test to gate. */
	final GatedClientDirectory directory = new GatedClientDirectory(new MemoryClientDirectory(this.cluster, NODE));

	final ClientIndex index = new ClientIndex();

	/** From where clients have come. */
	final Arrivals arrivals = new Arrivals(new MemoryNodeDirectory(this.cluster, NODE));

	/** What methods return; completed by the test. */
	CompletableFuture<@Nullable Payload> answer = new CompletableFuture<>();

	/** Who clients are; completed by the test if it is to take its time. */
	CompletableFuture<Identity> login = CompletableFuture.completedFuture(ann(null));

	/** The application's state of every channel, if it has any; completed by the test. */
	@Nullable CompletableFuture<@Nullable Payload> state;

	/** When subscriptions end. */
	@Nullable Instant subscriptionEnds;

	final Channels channels;

	private final ChannelRules rules;

	final Sessions sessions;

	SessionRig(SessionSettings settings) {
		this(settings, CommandSettings.DEFAULTS);
	}

	SessionRig(SessionSettings settings, CommandSettings commandSettings) {
		this(settings, commandSettings, null, UserLimitSettings.NONE);
	}

	SessionRig(SessionSettings settings, CommandSettings commandSettings, @Nullable PersonalChannels personal) {
		this(settings, commandSettings, personal, UserLimitSettings.NONE);
	}

	SessionRig(SessionSettings settings, CommandSettings commandSettings, UserLimitSettings userLimit) {
		this(settings, commandSettings, null, userLimit);
	}

	private SessionRig(SessionSettings settings, CommandSettings commandSettings, @Nullable PersonalChannels personal,
			UserLimitSettings userLimit) {
		JsonCodec codec = new JsonCodec();
		this.channels = new Channels(this.loops.loops(), this.broker, ChannelSettings.DEFAULTS, codec);
		this.rules = new ChannelRules(List.of(rule("urgent:*", Priority.CRITICAL), rule("idle:*", Priority.LOW),
				fleeting("state:*", Priority.CRITICAL, Overflow.NEWEST),
				fleeting("talk:*", Priority.LOW, Overflow.SKIP), fleeting("news:*", Priority.NORMAL, Overflow.NEWEST),
				new ChannelRule(ChannelPattern.of("score:*"), Priority.HIGH, RecoveryMode.CACHE,
						new HistoryPolicy(10, Duration.ofHours(1)), ClientRights.NONE,
						new Shaping(true, true, Duration.ofMillis(300), false, Overflow.NEWEST)),
				fleeting("strict:*", Priority.NORMAL, Overflow.DISCONNECT), rule("**", Priority.NORMAL)));
		Commands commands = new Commands(new CommandContext(commandSettings, this.rules, personal, this.channels,
				this.broker, new MemoryPresenceStore(), (attempt) -> this.login,
				(access) -> new ChannelDecision(null, null, this.subscriptionEnds),
				new ApplicationCalls(this.loops, CallScope.NONE), new Methods(), new States(), 30, "test", "rig|i1"));
		BusClients clients = new BusClients(
				MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, NODE)), this.index);
		UserLimit limit = new UserLimit(userLimit, new ConfirmedConnections(this.directory, clients));
		this.sessions = new Sessions(this.loops.loops(), settings, codec, commands,
				new ClientEntry(this.index, new ClientRegistrar(this.directory), limit, this.arrivals), this.loops,
				this.events::add);
	}

	/** A client whose handshake is done. */
	Peer open() {
		return open(null);
	}

	/** A client that was on another node before. */
	Peer open(@Nullable NodeId before) {
		RecordingConnection connection = new RecordingConnection();
		ClientSession session = this.sessions.open(connection, new Handshake(null, "192.0.2.1", "test", null, before));
		connection.onWritten(session::written);
		this.loops.run();
		return new Peer(session, connection);
	}

	/** A client that has connected. */
	Peer connect() {
		Peer peer = open();
		peer.says("{\"id\":1,\"connect\":{}}");
		peer.lines();
		return peer;
	}

	void publish(String channel, String json) {
		ChannelName name = ChannelName.of(channel);
		ChannelRule rule = Objects.requireNonNull(this.rules.find(name));
		this.broker.publish(
				new PublishRequest(name, Payload.json(json), rule.priority(), null, Map.of(), null, rule.history()));
		this.loops.run();
	}

	static Identity ann(@Nullable Instant loginEnds) {
		return new Identity(UserId.of("ann"), null, null, loginEnds);
	}

	/** Keeps no history, so it may leave something out. */
	private static ChannelRule fleeting(String pattern, Priority priority, Overflow overflow) {
		return new ChannelRule(ChannelPattern.of(pattern), priority, RecoveryMode.NONE, HistoryPolicy.NONE,
				ClientRights.NONE, new Shaping(false, false, null, false, overflow));
	}

	private static ChannelRule rule(String pattern, Priority priority) {
		return new ChannelRule(ChannelPattern.of(pattern), priority, RecoveryMode.STREAM,
				new HistoryPolicy(100, Duration.ofHours(1)), new ClientRights(true, true, false, false),
				Shaping.plain(RecoveryMode.STREAM));
	}

	/** One client as its server sees it. */
	final class Peer {

		final ClientSession session;

		final RecordingConnection connection;

		Peer(ClientSession session, RecordingConnection connection) {
			this.session = session;
			this.connection = connection;
		}

		void says(String frame) {
			byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
			this.session.received(bytes, bytes.length);
			SessionRig.this.loops.run();
		}

		/** What it was sent since the last time it was asked. */
		List<String> lines() {
			return this.connection.takeLines();
		}

		int closeCode() {
			return (this.connection.closeReason() != null) ? this.connection.closeReason().code() : 0;
		}

	}

	private final class States implements InitialState {

		@Override
		public boolean covers(ChannelName channel) {
			return SessionRig.this.state != null;
		}

		@Override
		public CompletionStage<@Nullable Payload> read(Caller caller, ChannelName channel, @Nullable Payload data) {
			return Objects.requireNonNull(SessionRig.this.state);
		}

	}

	private final class Methods implements RpcHandler {

		@Override
		public CompletionStage<@Nullable Payload> call(Caller caller, String method, @Nullable Payload argument) {
			return SessionRig.this.answer;
		}

		@Override
		public boolean takesMessages() {
			return true;
		}

		@Override
		public CompletionStage<@Nullable Void> message(Caller caller, @Nullable Payload data) {
			return CompletableFuture.completedFuture(null);
		}

	}

}
