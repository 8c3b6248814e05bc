package dev.realtime.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The catalogue of meters. Tests compare it with the page on observability and with the
 * registry of a node.
 *
 * <p>
 * A unit is one of measurement, seconds or bytes; what is only counted has none, for its
 * name says what it is, and Prometheus would append the word to it. What is measured in
 * bytes ends in that word, so that it is called the same everywhere. A timer has a
 * counter beside it that says how often it took no longer than each of eleven times: the
 * buckets of a histogram, which can be added over nodes.
 */
public enum Meters {

	/** Connections now. */
	CONNECTIONS_ACTIVE("realtime.connections.active", Meter.Type.GAUGE, "", "Connections there are, on all transports"),

	/** Connections that do not keep up. */
	CONNECTIONS_SLOW("realtime.connections.slow", Meter.Type.GAUGE, "",
			"Connections that owe an acknowledgement for too long and are given only what is critical"),

	/** How often that happened. */
	CONNECTIONS_SLOWED("realtime.connections.slowed", Meter.Type.COUNTER, "", "Times a connection became slow"),

	/** Connections since the start. */
	CONNECTIONS_OPENED("realtime.connections.opened", Meter.Type.COUNTER, "", "Connections that were opened"),

	/** Ended connections. */
	CONNECTIONS_CLOSED("realtime.connections.closed", Meter.Type.COUNTER, "",
			"Connections that ended, by the words of the protocol's close code; other for codes of clients and networks",
			"reason"),

	/** Refused handshakes. */
	CONNECTIONS_REJECTED("realtime.connections.rejected", Meter.Type.COUNTER, "",
			"Handshakes that were refused: origin for a page that may not connect, full, address and rate at realtime.limits, "
					+ "overloaded by the tier, draining while the node ends",
			"reason"),

	/** Places that are taken. */
	CONNECTIONS_PLACES("realtime.connections.places", Meter.Type.GAUGE, "",
			"Places taken of realtime.limits.max-connections: connections, and handshakes that are under way"),

	/** What became of handshakes. */
	HANDSHAKES("realtime.handshakes", Meter.Type.COUNTER, "",
			"Handshakes: accepted, refused with 503, forbidden with 403 because of their origin, or failed because they were "
					+ "none or their client was gone",
			"outcome"),

	/** Clients that came back. */
	RECONNECTS("realtime.reconnects", Meter.Type.COUNTER, "",
			"Connections of clients that had been connected before, as they ask for what they missed, by client library",
			"client"),

	/** Commands of clients. */
	COMMANDS("realtime.commands", Meter.Type.COUNTER, "",
			"Commands of clients: ok, error, limited because the client sends too many, closed where it ended the connection, "
					+ "abandoned where the connection ended first; pong answers a ping",
			"command", "outcome"),

	/** Errors in replies. */
	ERRORS("realtime.errors", Meter.Type.COUNTER, "",
			"Commands that were answered with an error, by the protocol's code; other for codes of the application",
			"code"),

	/** Bytes of frames. */
	BYTES("realtime.bytes", Meter.Type.COUNTER, "bytes", "Bytes of frames, in from clients and out to transports",
			"direction"),

	/** How often something was written. */
	WRITES("realtime.writes", Meter.Type.COUNTER, "",
			"Writes to transports: fewer than messages where several left together"),

	/** What the application has not heard yet. */
	EVENTS_WAITING("realtime.events.waiting", Meter.Type.GAUGE, "",
			"Events of connections and subscriptions that the application has not dealt with yet"),

	/** Channels there are. */
	CHANNELS_ACTIVE("realtime.channels.active", Meter.Type.GAUGE, "",
			"Channels this node listens to, those included that lost their last subscriber a moment ago"),

	/** Subscriptions there are. */
	SUBSCRIPTIONS_ACTIVE("realtime.subscriptions.active", Meter.Type.GAUGE, "",
			"Subscriptions of connections to channels"),

	/** What the application published. */
	MESSAGES_PUBLISHED("realtime.messages.published", Meter.Type.COUNTER, "",
			"Publications of the application, by whether the broker took them: accepted or failed", "outcome"),

	/** What connections were to be given. */
	MESSAGES_EXPECTED("realtime.messages.expected", Meter.Type.COUNTER, "",
			"Publications this node heard, times the subscriptions there were then"),

	/** What connections were given. */
	MESSAGES_DELIVERED("realtime.messages.delivered", Meter.Type.COUNTER, "",
			"Publications handed to connections, times the connections"),

	/** What connections were not given. */
	MESSAGES_SKIPPED("realtime.messages.skipped", Meter.Type.COUNTER, "",
			"Publications that connections which lagged were not given, times the connections: newest and behind where the "
					+ "tail had forgotten them, overflow above realtime.backpressure.max-lag",
			"priority", "reason"),

	/** What newer publications took the place of. */
	MESSAGES_CONFLATED("realtime.messages.conflated", Meter.Type.COUNTER, "",
			"Publications in whose place a newer one was handed over, as the rule of the channel wants, times the connections",
			"priority"),

	/** What nobody waits for any more. */
	MESSAGES_ABANDONED("realtime.messages.abandoned", Meter.Type.COUNTER, "",
			"Publications that were still to be handed over when their subscription ended"),

	/** What did not fit on the way to the homes. */
	MESSAGES_DROPPED("realtime.messages.dropped", Meter.Type.COUNTER, "",
			"Messages of the broker that were dropped because 4,096 were waiting; what had history was read from there"),

	/** How long publications are under way to the node. */
	FANOUT_LATENCY("realtime.fanout.latency", Meter.Type.TIMER, "seconds",
			"From being published, by the clock of the broker, until this node had the publication for its clients"),

	/** The same by how long. */
	FANOUT_LATENCY_HISTOGRAM("realtime.fanout.latency.histogram", Meter.Type.COUNTER, "",
			"How many of them took no longer than so many seconds", "le"),

	/** How long publications are under way to connections. */
	DELIVERY_LATENCY("realtime.delivery.latency", Meter.Type.TIMER, "seconds",
			"From being published, by the clock of the broker, until the bytes were handed to the transport, for each connection"),

	/** The same by how long. */
	DELIVERY_LATENCY_HISTOGRAM("realtime.delivery.latency.histogram", Meter.Type.COUNTER, "",
			"How many of them took no longer than so many seconds", "le"),

	/** How much of what was to be delivered has been. */
	FANOUT_RATIO("realtime.fanout.ratio", Meter.Type.GAUGE, "",
			"Delivered, skipped and conflated of what was expected and not abandoned, since the start: 1 when nobody lags"),

	/** How far connections lag. */
	LAG_BYTES("realtime.lag.bytes", Meter.Type.GAUGE, "bytes",
			"What all connections would have to be given to be current, whole"),

	/** What is under way to connections. */
	INFLIGHT_BYTES("realtime.inflight.bytes", Meter.Type.GAUGE, "bytes",
			"What was handed over to all connections and is not acknowledged"),

	/** What tails take. */
	TAIL_BYTES("realtime.tail.bytes", Meter.Type.GAUGE, "bytes",
			"Memory of the newest publications of all channels, kept for clients that lag"),

	/** What tails may take. */
	TAIL_LIMIT("realtime.tail.limit.bytes", Meter.Type.GAUGE, "bytes",
			"Memory they may take before little of each channel is kept"),

	/** What deltas have saved. */
	DELTA_SAVED("realtime.delta.saved.bytes", Meter.Type.COUNTER, "bytes",
			"Bytes that connections were not given because publications were sent as differences"),

	/** Cursors that fell off their tail. */
	CATCH_UPS("realtime.catchups", Meter.Type.COUNTER, "",
			"Times a connection lagged so far behind in a channel that history was read for it"),

	/** Reads of history. */
	HISTORY_READS("realtime.history.reads", Meter.Type.COUNTER, "",
			"Times this node read history from the broker, for its clients or to fill a gap"),

	/** Publications under another's offset. */
	FORKS_SUSPECTED("realtime.forks.suspected", Meter.Type.COUNTER, "",
			"Publications that came under an offset that was another's, so that the broker was asked which counts"),

	/** Comings and goings nobody was told of. */
	JOINS_SUPPRESSED("realtime.joins.suppressed", Meter.Type.COUNTER, "",
			"Joins and leaves nobody was told of because the channel has more than 200 subscribers on this node"),

	/** How recoveries ended. */
	RECOVERY("realtime.recovery", Meter.Type.COUNTER, "",
			"Subscriptions that asked for what they missed: recovered, or unrecovered when history did not reach back",
			"outcome"),

	/** How busy the loops are. */
	LOOP_LAG("realtime.loop.lag", Meter.Type.TIMER, "seconds",
			"How long a task waited for its turn, probed ten times a second on each loop that is busy"),

	/** The same by how long. */
	LOOP_LAG_HISTOGRAM("realtime.loop.lag.histogram", Meter.Type.COUNTER, "",
			"How many probes waited no longer than so many seconds", "le"),

	/** How busy the busiest loop is. */
	LOOP_LAG_SLOWEST("realtime.loop.lag.slowest", Meter.Type.GAUGE, "seconds",
			"How long the last probe waited, on the slowest loop"),

	/** What went wrong on loops. */
	LOOP_FAILURES("realtime.loop.failures", Meter.Type.COUNTER, "",
			"Tasks of loops that failed; each is logged, and is a mistake of this software"),

	/** How degraded the node is. */
	TIER("realtime.tier", Meter.Type.GAUGE, "", "How degraded the node is: 0 NORMAL, 1 THROTTLE, 2 SHED, 3 REJECT"),

	/** How full the node is. */
	OCCUPANCY("realtime.occupancy", Meter.Type.GAUGE, "",
			"How full the node is, of connections or file descriptors, whichever is fuller: 1 for full"),

	/** Where the node is between serving and being empty. */
	DRAIN_PHASE("realtime.drain.phase", Meter.Type.GAUGE, "",
			"Whether the node serves: 0 ACTIVE, 1 CORDONED, 2 WAITING, 3 DRAINING, 4 DRAINED, 5 RESUMING"),

	/** How many are still to go. */
	DRAIN_REMAINING("realtime.drain.remaining", Meter.Type.GAUGE, "",
			"Connections the node is still to give away; 0 if it is to keep what it has"),

	/** How many have gone. */
	DRAIN_MOVED("realtime.drain.moved", Meter.Type.GAUGE, "",
			"Connections the node has closed in its present drain, or its last, so that they go elsewhere"),

	/** Nodes that are alive. */
	CLUSTER_NODES("realtime.cluster.nodes", Meter.Type.GAUGE, "",
			"Nodes that are alive as far as this one knows, itself included"),

	/** Clients the cluster cannot find. */
	CLUSTER_UNREGISTERED("realtime.cluster.unregistered", Meter.Type.GAUGE, "",
			"Connections of this node that should be registered under their user and are not"),

	/** What other versions said. */
	CLUSTER_UNREADABLE("realtime.cluster.unreadable", Meter.Type.COUNTER, "",
			"What was ignored because a node of another version has said it, or it is broken: orders, reports, clients, inspection",
			"what"),

	/** Nodes of which nothing is known. */
	CLUSTER_SUMMARIES_UNREADABLE("realtime.cluster.summaries.unreadable", Meter.Type.GAUGE, "",
			"Nodes whose word about themselves cannot be read because they are of another version"),

	/** Whether Redis can be used. */
	REDIS_UP("realtime.redis.up", Meter.Type.GAUGE, "",
			"1 while every server of Redis that is needed can be used, else 0"),

	/** How long a message takes through Redis. */
	REDIS_LAG("realtime.redis.lag", Meter.Type.GAUGE, "seconds",
			"How long the last probe took from being published until it was heard, of the slowest server"),

	/** How the clocks of this node and of Redis differ. */
	REDIS_CLOCK_OFFSET("realtime.redis.clock.offset", Meter.Type.GAUGE, "seconds",
			"How far the clock of Redis is ahead of this node's, negative if behind, of the server that differs most"),

	/** Subscriptions this node believes to have. */
	REDIS_SUBSCRIBERS_EXPECTED("realtime.redis.subscribers.expected", Meter.Type.GAUGE, "",
			"Subscriptions this node believes to have in Redis"),

	/** Subscriptions Redis says this node has. */
	REDIS_SUBSCRIBERS_ACTUAL("realtime.redis.subscribers.actual", Meter.Type.GAUGE, "",
			"Subscriptions Redis says this node has"),

	/** Connections to Redis that were made again. */
	REDIS_RECONNECTS("realtime.redis.reconnects", Meter.Type.COUNTER, "",
			"Connections to Redis that were lost and made again"),

	/** Probes without an answer. */
	REDIS_PROBES_MISSED("realtime.redis.probes.missed", Meter.Type.COUNTER, "",
			"Probes that Redis has not answered in time"),

	/** Calls another server of the cluster had to answer. */
	REDIS_REDIRECTS("realtime.redis.redirects", Meter.Type.COUNTER, "",
			"Calls that were sent on to another server of a Redis Cluster"),

	/** What Redis took. */
	BROKER_PUBLISHED("realtime.broker.published", Meter.Type.COUNTER, "",
			"Publications, joins and leaves that Redis took from this node"),

	/** What Redis did not take. */
	BROKER_FAILED("realtime.broker.failed", Meter.Type.COUNTER, "",
			"Publications, joins and leaves that could not be published"),

	/** Calls that carried it. */
	BROKER_CALLS("realtime.broker.calls", Meter.Type.COUNTER, "",
			"Calls in which they travelled: fewer than messages when they shared one"),

	/** What was not understood. */
	BROKER_UNREADABLE("realtime.broker.unreadable", Meter.Type.COUNTER, "",
			"Messages that were ignored because they are of an unknown version or broken"),

	/** New epochs. */
	BROKER_FORKS("realtime.broker.forks", Meter.Type.COUNTER, "",
			"Channels that began a new epoch because Redis had lost what it had confirmed"),

	/** Clients whose presence does not stand in Redis as it should. */
	PRESENCE_PENDING("realtime.presence.pending", Meter.Type.GAUGE, "",
			"Clients of this node whose presence in a channel does not stand in Redis as it should"),

	/** What was not understood. */
	BUS_UNREADABLE("realtime.bus.unreadable", Meter.Type.COUNTER, "",
			"Messages between nodes that were ignored because they are of an unknown version or broken");

	private final String meter;

	private final Meter.Type type;

	private final String unit;

	private final String description;

	private final List<String> tags;

	Meters(String meter, Meter.Type type, String unit, String description, String... tags) {
		this.meter = meter;
		this.type = type;
		this.unit = unit;
		this.description = description;
		this.tags = List.of(tags);
	}

	/**
	 * Returns the name in a registry.
	 * @return words with dots between
	 */
	public String meter() {
		return this.meter;
	}

	/**
	 * Returns the kind of meter.
	 * @return counter, gauge or timer
	 */
	public Meter.Type type() {
		return this.type;
	}

	/**
	 * Returns what is counted or measured in.
	 * @return the unit, empty if there is none
	 */
	public String unit() {
		return this.unit;
	}

	/**
	 * Returns what it says.
	 * @return a sentence without full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the keys of its tags.
	 * @return in order, often none
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * Registers this meter.
	 * @param <T> where the figure is from
	 * @param registry where
	 * @param source kept alive by whoever registers, not by the registry
	 * @param figure reads it; nanoseconds where the unit is seconds; any thread
	 * @param values of the tags, in their order
	 */
	<T> void register(MeterRegistry registry, T source, ToDoubleFunction<T> figure, String... values) {
		Registration.of(this, registry, tagged(values)).figure(source, figure);
	}

	private Tags tagged(String... values) {
		if (values.length != this.tags.size()) {
			throw new IllegalArgumentException(this.meter + " has the tags " + this.tags + ", got " + values.length
					+ " values: give one for each");
		}
		Tags tagged = Tags.empty();
		for (int i = 0; i < values.length; i++) {
			tagged = tagged.and(this.tags.get(i), values[i]);
		}
		return tagged;
	}

}
