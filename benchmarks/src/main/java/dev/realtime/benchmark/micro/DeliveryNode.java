package dev.realtime.benchmark.micro;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.UserLimit;
import dev.realtime.admission.UserLimitSettings;
import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.PublishRequest;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.ChannelSettings;
import dev.realtime.channel.Channels;
import dev.realtime.channel.ClientRights;
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
import dev.realtime.command.CommandContext;
import dev.realtime.command.CommandSettings;
import dev.realtime.command.Commands;
import dev.realtime.heartbeat.HeartbeatSettings;
import dev.realtime.loop.Loop;
import dev.realtime.loop.Loops;
import dev.realtime.loop.Ticker;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.presence.memory.MemoryPresenceStore;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.JsonCodec;
import dev.realtime.security.CallScope;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.Identity;
import dev.realtime.session.BackpressureSettings;
import dev.realtime.session.ClientEntry;
import dev.realtime.session.ClientIndex;
import dev.realtime.session.ClientSession;
import dev.realtime.session.Connection;
import dev.realtime.session.Handshake;
import dev.realtime.session.SessionSettings;
import dev.realtime.session.Sessions;

/**
 * A whole node without sockets and threads: one loop that the benchmark's thread turns,
 * and connections on one channel that say "written" at once and only count.
 *
 * <p>
 * Everything that depends on how rooms are put together is in the constructor and in the
 * factories below it, so that the benchmark can be taken to another commit.
 */
final class DeliveryNode {

	/** Beyond what any benchmark lasts: nobody becomes slow, however little it says. */
	private static final Duration NEVER = Duration.ofDays(1);

	private static final HistoryPolicy HISTORY = new HistoryPolicy(100, Duration.ofHours(1));

	private static final ChannelName CHANNEL = ChannelName.of("match:42:score");

	private static final byte[] PONG = "{}".getBytes(StandardCharsets.UTF_8);

	private final Loop loop = new Loop("benchmark", Ticker.SYSTEM, () -> {
		// Whoever gives it work turns it.
	});

	private final Loops loops = new Loops(List.of(this.loop));

	private final MemoryBroker broker = new MemoryBroker(Ticker.SYSTEM::currentTimeMillis);

	private final Channels channels;

	private final List<ClientSession> sessions = new ArrayList<>();

	private long writes;

	private long bytes;

	/**
	 * Makes a node and its subscribers.
	 * @param subscribers how many
	 * @param windowBytes how much one of them may owe
	 * @param recovery of the channel
	 */
	DeliveryNode(int subscribers, int windowBytes, RecoveryMode recovery) {
		JsonCodec codec = new JsonCodec();
		this.channels = new Channels(this.loops, this.broker, ChannelSettings.DEFAULTS, codec);
		ChannelRules rules = new ChannelRules(List.of(rule(recovery)));
		Commands commands = new Commands(new CommandContext(CommandSettings.DEFAULTS, rules, null, this.channels,
				this.broker, new MemoryPresenceStore(),
				(attempt) -> CompletableFuture.completedFuture(Identity.ANONYMOUS), (access) -> ChannelDecision.allow(),
				new ApplicationCalls(Runnable::run, CallScope.NONE), null, null, 30, "benchmark", ""));
		Sessions opening = new Sessions(this.loops, settings(windowBytes), codec, commands, entry(), Runnable::run,
				(event) -> {
					// Nobody listens.
				});
		for (int i = 0; i < subscribers; i++) {
			subscribe(opening);
		}
	}

	private static ChannelRule rule(RecoveryMode recovery) {
		return new ChannelRule(ChannelPattern.of("**"), Priority.NORMAL, recovery, HISTORY, ClientRights.NONE,
				Shaping.plain(recovery));
	}

	private static SessionSettings settings(int windowBytes) {
		BackpressureSettings bounds = BackpressureSettings.DEFAULTS;
		return new SessionSettings(NEVER, new BackpressureSettings(windowBytes, bounds.maxLagBytes(),
				bounds.maxReplyBytes(), NEVER, NEVER, bounds.batchDelay(), bounds.batchSize()),
				HeartbeatSettings.DEFAULTS, Duration.ZERO);
	}

	/** Anonymous clients are only noted in the index. */
	private static ClientEntry entry() {
		NodeId self = new NodeId("benchmark", "i1");
		MemoryCluster cluster = new MemoryCluster(Ticker.SYSTEM::currentTimeMillis);
		MemoryClientDirectory directory = new MemoryClientDirectory(cluster, self);
		ClientIndex index = new ClientIndex();
		MemoryNodeDirectory nodes = new MemoryNodeDirectory(cluster, self);
		BusClients clients = new BusClients(MemoryNodeBus.join(cluster, nodes), index);
		return new ClientEntry(index, new ClientRegistrar(directory),
				new UserLimit(UserLimitSettings.NONE, new ConfirmedConnections(directory, clients)),
				new Arrivals(nodes));
	}

	private void subscribe(Sessions opening) {
		CountingConnection connection = new CountingConnection();
		ClientSession session = opening.open(connection, new Handshake(null, "192.0.2.1", "benchmark", null, null));
		connection.session = session;
		run();
		long before = this.writes;
		byte[] asked = ("{\"id\":1,\"connect\":{}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + CHANNEL + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
		session.received(asked, asked.length);
		run();
		check(this.writes > before, "A client was not answered");
		this.sessions.add(session);
	}

	/** Publishes, without delivering it yet. */
	void publish(Payload data) {
		this.broker.publish(new PublishRequest(CHANNEL, data, Priority.NORMAL, null, Map.of(), null, HISTORY));
	}

	/** Every client answers one ping. */
	void acknowledge() {
		for (ClientSession session : this.sessions) {
			session.received(PONG, PONG.length);
		}
		run();
	}

	/** Turns the loop until nothing is left to do. */
	void run() {
		while (this.loop.turn() || !this.loop.rest()) {
			// Work is left.
		}
	}

	/** Publications given to connections, as the node counts them. */
	long delivered() {
		return this.channels.stats().delivered();
	}

	/** Frames given to connections. */
	long writes() {
		return this.writes;
	}

	/** Bytes given to connections. */
	long bytes() {
		return this.bytes;
	}

	static void check(boolean right, String wrong) {
		if (!right) {
			throw new IllegalStateException(wrong + ": what was measured means nothing");
		}
	}

	/** Carries nothing. */
	private final class CountingConnection implements Connection {

		private @Nullable ClientSession session;

		@Override
		public void write(EncodedFrame frame) {
			DeliveryNode.this.writes++;
			DeliveryNode.this.bytes += frame.size();
			Objects.requireNonNull(this.session).written();
		}

		@Override
		public void close(CloseReason reason) {
			throw new IllegalStateException("A client was closed: " + reason);
		}

	}

}
