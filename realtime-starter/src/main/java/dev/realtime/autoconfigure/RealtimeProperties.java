package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import dev.realtime.admission.AdmissionSettings;
import dev.realtime.admission.ForwardingHeader;
import dev.realtime.admission.WhenFull;
import dev.realtime.admission.WhenUserFull;
import dev.realtime.channel.Overflow;
import dev.realtime.channel.RecoveryMode;
import dev.realtime.drain.DrainSettings;
import dev.realtime.heartbeat.HeartbeatSettings;
import dev.realtime.message.Priority;
import dev.realtime.overload.OverloadSettings;
import dev.realtime.transport.servlet.AffinitySettings;

/**
 * Configuration of the realtime starter.
 *
 * @param path Where the endpoints answer, below the context path: {path}/websocket and
 * {path}/client.js
 * @param allowedOrigins Comma-separated list of origins whose pages may connect, such as
 * https://example.com, or * for any; when empty only pages of the same origin may
 * @param allowAnonymous Whether clients without a user may connect and subscribe; when
 * not set they may if Spring Security is absent
 * @param loops Number of threads that serve connections; 0 for one per core
 * @param executor Name of the bean that runs application code; when not set it is Spring
 * Boot's applicationTaskExecutor
 * @param personalChannel Name of every user's own channel, with {id} once in the place of
 * the user's id, such as user:{id}; every connection of the user is subscribed to it by
 * the server, and no other user may use it. Its rule must recover. When not set there are
 * none
 * @param node What this node is called
 * @param heartbeat Liveness of client connections
 * @param limits Bounds of what clients may ask of this node
 * @param affinity What clients and balancers are told of the node they are on
 * @param backpressure Bounds of what waits for one client
 * @param overload When this node is overloaded
 * @param drain How this node is emptied
 * @param control Who may order what over the actuator
 * @param broker What carries publications: redis, memory, or auto for Redis if the
 * application names one with spring.data.redis properties, a service connection or a
 * connection factory of its own
 * @param cluster Which nodes belong together
 * @param redis How Redis is used
 * @param tomcat How connections are served on Tomcat
 * @param channels List of channel rules; the first whose pattern matches a channel is its
 * rule. With no rules at all every channel exists and recovers 100 publications for 5
 * minutes; with one or more, channels that none matches are refused. A profile's list
 * replaces the whole list
 */
@ConfigurationProperties("realtime")
public record RealtimeProperties(@DefaultValue("/realtime") String path, @DefaultValue List<String> allowedOrigins,
		@Nullable Boolean allowAnonymous, @DefaultValue("0") int loops, @Nullable String executor,
		@Nullable String personalChannel, @DefaultValue Node node,
		@DefaultValue @NestedConfigurationProperty HeartbeatSettings heartbeat, @DefaultValue Limits limits,
		@DefaultValue @NestedConfigurationProperty AffinitySettings affinity, @DefaultValue Backpressure backpressure,
		@DefaultValue @NestedConfigurationProperty OverloadSettings overload,
		@DefaultValue @NestedConfigurationProperty DrainSettings drain, @DefaultValue Control control,
		@DefaultValue("auto") BrokerKind broker, @DefaultValue Cluster cluster, @DefaultValue Redis redis,
		@DefaultValue Tomcat tomcat, @DefaultValue List<Channel> channels) {

	private static final Pattern PATH = Pattern.compile("(/(?!\\.+(?:/|$))[\\w.~-]+)+");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	/**
	 * Checks the properties.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public RealtimeProperties {
		if (!PATH.matcher(path).matches()) {
			throw new IllegalArgumentException("realtime.path is '" + path
					+ "'; it must start with a slash, not end with one, and hold no pattern: use /realtime for example");
		}
		atLeast("realtime.loops", loops, 0);
		allowedOrigins = List.copyOf(allowedOrigins);
		channels = List.copyOf(channels);
	}

	/**
	 * Who may order what over the actuator.
	 *
	 * @param unsecured Whether the application may start although its endpoints take
	 * orders and Spring Security is absent: only where something else keeps strangers
	 * away from the actuator
	 */
	public record Control(@DefaultValue("false") boolean unsecured) {

	}

	/**
	 * Which nodes belong together.
	 *
	 * @param name Name that the nodes of one cluster share and that keeps them apart from
	 * other applications in the same store: 1 to 64 letters, digits, dots, dashes and
	 * underscores
	 */
	public record Cluster(@DefaultValue("default") String name) {

		/**
		 * Checks the name.
		 * @throws IllegalArgumentException if it is not legal
		 */
		public Cluster {
			legalName("realtime.cluster.name", name);
		}

	}

	/**
	 * What this node is called.
	 *
	 * @param name Name of this node, another one on every node: 1 to 64 letters, digits,
	 * dots, dashes and underscores; when not set it is the host's with server.port behind
	 * it, or with the process id if no port is set
	 */
	public record Node(@Nullable String name) {

		/**
		 * Checks the name.
		 * @throws IllegalArgumentException if it is not legal
		 */
		public Node {
			if (name != null) {
				legalName("realtime.node.name", name);
			}
		}

	}

	/**
	 * Bounds of what clients may ask of this node.
	 *
	 * @param maxConnections Most connections at a time, and the measure of
	 * realtime.overload.occupancy; a further handshake is answered with 503 and
	 * Retry-After, unless when-full makes room for it
	 * @param whenFull What happens when the node has all the connections it may have, or
	 * as many as it fills up to: reject refuses the newcomer, evict-idle closes the
	 * connection with 4002 that has been idle longest, or refuses the newcomer if none is
	 * idle
	 * @param idleAfter How long a client has to have sent nothing but pongs before it is
	 * idle, from 1s to 1d; what it is sent does not count
	 * @param maxFrameSize Largest message a client may send, from 1KB to 16MB; a larger
	 * one closes the connection with 1009
	 * @param maxPayloadSize Largest payload of one publication, method call or message,
	 * from 1B to 16MB and never more than max-frame-size; a larger one is refused with
	 * error 106
	 * @param maxChannels Most subscriptions a connection may ask for, from 1 to 10000; a
	 * further one is refused with error 106
	 * @param commandsPerSecond Commands a client may send per second in the long run,
	 * from 1 to 100000; more are refused with the temporary error 111
	 * @param maxConnectionsPerUser Most connections of one user on all nodes together, 0
	 * for any number; clients without a user are not counted
	 * @param whenUserFull What happens to one too many: replace closes the user's oldest
	 * connections for good with 4501, refuse closes the new one with 4001, and it tries
	 * again
	 * @param maxConnectionsPerAddress Most connections from one address, or from one /64
	 * of IPv6, 0 for any number; behind a proxy that is not among the trusted ones all
	 * clients have its address
	 * @param connectRate Most new connections per second, up to 100000, 0 for any number
	 * @param maxConnectionAge After which time connections are closed so that clients
	 * come back, perhaps to another node, a tenth more or less for each; from 1m, 0 for
	 * never
	 * @param trustedProxies Comma-separated list of addresses and networks of proxies,
	 * such as 10.0.0.0/8, whose word counts when they say for whom they speak; when empty
	 * a client has the address of its socket
	 * @param forwardingHeader Header in which trusted proxies say for whom they speak,
	 * x-forwarded-for or forwarded; the other one is ignored
	 */
	public record Limits(@DefaultValue("10000") int maxConnections, @DefaultValue("reject") WhenFull whenFull,
			@DefaultValue("1m") Duration idleAfter, @DefaultValue("1MB") DataSize maxFrameSize,
			@DefaultValue("64KB") DataSize maxPayloadSize, @DefaultValue("128") int maxChannels,
			@DefaultValue("50") int commandsPerSecond, @DefaultValue("0") int maxConnectionsPerUser,
			@DefaultValue("replace") WhenUserFull whenUserFull, @DefaultValue("0") int maxConnectionsPerAddress,
			@DefaultValue("0") int connectRate, @DefaultValue("0s") Duration maxConnectionAge,
			@DefaultValue List<String> trustedProxies,
			@DefaultValue("x-forwarded-for") ForwardingHeader forwardingHeader) {

		private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);

		private static final DataSize MOST_PAYLOAD = DataSize.ofMegabytes(16);

		/**
		 * Checks the limits.
		 * @throws IllegalArgumentException if one is out of range
		 */
		public Limits {
			new AdmissionSettings(maxConnections, maxConnectionsPerAddress, connectRate, whenFull, trustedProxies,
					forwardingHeader);
			between("realtime.limits.idle-after", idleAfter, Duration.ofSeconds(1), Duration.ofDays(1));
			trustedProxies = List.copyOf(trustedProxies);
			if (!maxConnectionAge.isZero() && maxConnectionAge.compareTo(SHORTEST_AGE) < 0) {
				throw new IllegalArgumentException(
						"realtime.limits.max-connection-age is " + maxConnectionAge.toMillis()
								+ " ms; it must be 0 for never, or at least 1m: clients that come back cost the most");
			}
			between("realtime.limits.max-channels", maxChannels, 1, 10_000);
			between("realtime.limits.commands-per-second", commandsPerSecond, 1, 100_000);
			atLeast("realtime.limits.max-connections-per-user", maxConnectionsPerUser, 0);
			between("realtime.limits.max-frame-size", maxFrameSize, DataSize.ofKilobytes(1), DataSize.ofMegabytes(16));
			between("realtime.limits.max-payload-size", maxPayloadSize, DataSize.ofBytes(1), MOST_PAYLOAD);
			if (maxPayloadSize.compareTo(maxFrameSize) > 0) {
				throw new IllegalArgumentException("realtime.limits.max-payload-size is " + text(maxPayloadSize)
						+ ", more than a message may hold; lower it, or raise realtime.limits.max-frame-size, which is "
						+ text(maxFrameSize));
			}
		}

	}

	/**
	 * Bounds of what waits for one client.
	 *
	 * @param window Most bytes handed to the transport that the client has not
	 * acknowledged, from 4KB to 16MB; what does not fit waits where it can still be
	 * skipped
	 * @param maxLag Most bytes a client may lag by before its rules decide what it is
	 * spared, that a tail keeps for clients that lag, and that wait as replies for a
	 * client that does not read; from 64KB to 256MB
	 * @param ackTimeout How long a client may take to acknowledge before it is slow, and
	 * is given only replies and what is critical, from 1s to 5m
	 * @param closeAfter How long a client may be slow and acknowledge nothing before it
	 * is closed with 3008, from 5s to 1h
	 * @param batchDelay How long publications that are not critical may wait for others,
	 * so that several leave in one message, up to 5s; at once when 0. Rounded up to 50ms
	 * @param batchSize Publications that may wait so before they leave anyway, from 2 to
	 * 10000
	 * @param tailBudgetHeapFraction Share of the largest heap that the newest
	 * publications of all channels may take together, from 0.01 to 0.8; above it little
	 * of each channel is kept
	 */
	public record Backpressure(@DefaultValue("64KB") DataSize window, @DefaultValue("1MB") DataSize maxLag,
			@DefaultValue("5s") Duration ackTimeout, @DefaultValue("60s") Duration closeAfter,
			@DefaultValue("0ms") Duration batchDelay, @DefaultValue("64") int batchSize,
			@DefaultValue("0.25") double tailBudgetHeapFraction) {

		/**
		 * Checks the bounds.
		 * @throws IllegalArgumentException if one is out of range
		 */
		public Backpressure {
			between("realtime.backpressure.window", window, DataSize.ofKilobytes(4), DataSize.ofMegabytes(16));
			between("realtime.backpressure.max-lag", maxLag, DataSize.ofKilobytes(64), DataSize.ofMegabytes(256));
			between("realtime.backpressure.ack-timeout", ackTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
			between("realtime.backpressure.close-after", closeAfter, Duration.ofSeconds(5), Duration.ofHours(1));
			between("realtime.backpressure.batch-delay", batchDelay, Duration.ZERO, Duration.ofSeconds(5));
			between("realtime.backpressure.batch-size", batchSize, 2, 10_000);
			if (!(tailBudgetHeapFraction >= 0.01 && tailBudgetHeapFraction <= 0.8)) {
				throw new IllegalArgumentException("realtime.backpressure.tail-budget-heap-fraction is "
						+ tailBudgetHeapFraction + "; allowed is 0.01 to 0.8");
			}
		}

	}

	/**
	 * How Redis is used.
	 *
	 * @param shards Number of hash tags that channels are spread over, from 1 to 1024;
	 * the same on every node, and never to be changed while there is data
	 * @param commandTimeout How long Redis may take to answer, from 100ms to 30s
	 * @param probeInterval How often each connection to Redis is probed, from 1s to 60s;
	 * after two probes without an answer it is made anew
	 * @param connectionFactory Name of the bean that says where Redis is, where there are
	 * several connection factories
	 */
	public record Redis(@DefaultValue("64") int shards, @DefaultValue("2s") Duration commandTimeout,
			@DefaultValue("5s") Duration probeInterval, @Nullable String connectionFactory) {

		/**
		 * Checks the settings.
		 * @throws IllegalArgumentException if one is out of range
		 */
		public Redis {
			between("realtime.redis.shards", shards, 1, 1024);
			between("realtime.redis.command-timeout", commandTimeout, Duration.ofMillis(100), Duration.ofSeconds(30));
			between("realtime.redis.probe-interval", probeInterval, Duration.ofSeconds(1), Duration.ofSeconds(60));
		}

	}

	/**
	 * How connections are served on Tomcat.
	 *
	 * @param directSockets Whether WebSocket frames are written straight to Tomcat's
	 * sockets, which costs half the memory and CPU; switch it off to go through Tomcat's
	 * own WebSocket layer
	 */
	public record Tomcat(@DefaultValue("true") boolean directSockets) {

	}

	/**
	 * A channel rule.
	 *
	 * @param pattern Which channels, required: segments separated by colons, * for any
	 * one segment, ** at the end for one or more
	 * @param priority How much the channels matter: critical, high, normal or low
	 * @param recovery What a client gets that was away: none, cache for the newest
	 * publication, stream for all it missed
	 * @param history How much is kept
	 * @param clientPublish Whether clients may publish
	 * @param clientHistory Whether clients may read history
	 * @param presence Whether it is known who is subscribed, and clients may ask
	 * @param joinLeave Whether subscribers that ask for it are told who comes and goes
	 * @param delta Whether subscribers that ask for it are sent what has changed instead
	 * of whole publications
	 * @param conflate Whether a subscriber that is behind is given the newest publication
	 * and none of those before it; not with recovery: stream
	 * @param throttle Time in which subscribers are served once, with everything that was
	 * published in it, while the node is throttling; from 100ms to 1m, at once when not
	 * set
	 * @param throttleAlways Whether throttle holds at any time
	 * @param overflow What becomes of a subscription that is too far behind: catch-up,
	 * newest, skip or disconnect; when not set what keeps the promise of recovery
	 */
	public record Channel(@DefaultValue("") String pattern, @DefaultValue("normal") Priority priority,
			@DefaultValue("none") RecoveryMode recovery, @DefaultValue History history,
			@DefaultValue("false") boolean clientPublish, @DefaultValue("false") boolean clientHistory,
			@DefaultValue("false") boolean presence, @DefaultValue("false") boolean joinLeave,
			@DefaultValue("false") boolean delta, @DefaultValue("false") boolean conflate, @Nullable Duration throttle,
			@DefaultValue("false") boolean throttleAlways, @Nullable Overflow overflow) {

	}

	/**
	 * How much of a channel is kept.
	 *
	 * @param size Most publications, from 0 to 10000; 0 for no history
	 * @param ttl How long after the last publication they are kept
	 */
	public record History(@DefaultValue("0") int size, @DefaultValue("24h") Duration ttl) {

	}

	private static void legalName(String property, String name) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					property + " is '" + name + "'; allowed are 1 to 64 letters, digits, dots, dashes and underscores");
		}
	}

	private static void atLeast(String property, int value, int least) {
		if (value < least) {
			throw new IllegalArgumentException(property + " is " + value + "; it must be at least " + least);
		}
	}

	private static void between(String property, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(property + " is " + value + "; allowed is " + least + " to " + most);
		}
	}

	private static void between(String property, Duration value, Duration least, Duration most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new IllegalArgumentException(property + " is " + DurationStyle.SIMPLE.print(value) + "; allowed is "
					+ DurationStyle.SIMPLE.print(least) + " to " + DurationStyle.SIMPLE.print(most));
		}
	}

	private static void between(String property, DataSize value, DataSize least, DataSize most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new IllegalArgumentException(
					property + " is " + text(value) + "; allowed is " + text(least) + " to " + text(most));
		}
	}

	/** As one would write it: in the largest unit that leaves nothing over. */
	private static String text(DataSize size) {
		long bytes = size.toBytes();
		if (bytes != 0 && bytes % (1024 * 1024) == 0) {
			return size.toMegabytes() + "MB";
		}
		return (bytes != 0 && bytes % 1024 == 0) ? size.toKilobytes() + "KB" : bytes + "B";
	}

}
